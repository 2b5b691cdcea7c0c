import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KO_CAUSES } from '@/lib/id360-sandbox/ko-causes'
import { PROCESSES } from '@/lib/id360-sandbox/processes'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { explainKo } from '@/lib/report/explain-ko'
import { readTopLevelKeys } from '@/lib/report/read-top-level-keys'

const ROOT = path.resolve(import.meta.dirname, '../..')
const FIXTURES = path.join(ROOT, 'tests/fixtures/reports')
const run = promisify(execFile)

/** Runs the command as `npm run explain-ko` does. */
async function explainKoCommand(args: string[], cwd = ROOT) {
  const command = [
    path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'),
    '--tsconfig',
    path.join(ROOT, 'tsconfig.json'),
  ]
  const all = [...command, path.join(ROOT, 'scripts/explain-ko.ts'), ...args]
  try {
    const { stdout, stderr } = await run(process.execPath, all, { cwd })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, stdout: failed.stdout, stderr: failed.stderr }
  }
}

const linesOf = (stdout: string): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('the command', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'explain-ko-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('prints a JSON line of five keys for each reason, in English unless told otherwise', async () => {
    const { code, stdout, stderr } = await explainKoCommand([path.join(FIXTURES, 'expired-document.json')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = linesOf(stdout)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toEqual({
      code: 'IDENTITY_DOCUMENT.expired',
      path: '$.finalizer_reports.validator_report.validations[2]',
      message: 'The identity document has expired.',
      advice: 'Ask for a document that has not expired.',
      source: 'validation',
    })
  })

  it('speaks French', async () => {
    for (const lang of [['--lang', 'fr'], ['--lang=fr']]) {
      const { stdout } = await explainKoCommand([...lang, 'expired-document.json'], FIXTURES)
      expect(linesOf(stdout)[0]).toMatchObject({ message: 'La pièce d’identité est expirée.' })
    }
  })

  it('prints nothing for an OK report', async () => {
    expect(await explainKoCommand([path.join(FIXTURES, 'ok.json')])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })

  it('reads a file that begins with a byte order mark', async () => {
    const file = path.join(folder, 'bom.json')
    await writeFile(file, '\uFEFF{"status":"KO"}')
    const { code, stdout } = await explainKoCommand([file])
    expect({ code, lines: linesOf(stdout) }).toMatchObject({
      code: 0,
      lines: [{ code: 'NO_REASON_FOUND', path: '$' }],
    })
  })

  it('reads UTF-16, and a letter that is broken hides nothing', async () => {
    const report = '{"status":"KO","all_status_codes":["XQZ_É"]}'
    const little = Buffer.from(`\uFEFF${report}`, 'utf16le')
    const files: [string, Buffer, string][] = [
      ['little.json', little, 'XQZ_É'],
      ['big.json', Buffer.from(little).swap16(), 'XQZ_É'],
      ['latin.json', Buffer.from(report, 'latin1'), 'XQZ_\uFFFD'],
    ]
    for (const [name, bytes, code] of files) {
      await writeFile(path.join(folder, name), bytes)
      const { stdout } = await explainKoCommand([path.join(folder, name)])
      expect(linesOf(stdout)).toMatchObject([{ code, path: '$.all_status_codes[0]' }])
    }
  })

  it('writes nothing that a terminal or a page acts upon, and no secret that the report echoes', async () => {
    const secret = 'callback-secret-of-acme'
    const code = 'XQZ<script>\u001b[31m\u009b\u202e'
    const file = path.join(folder, 'hostile.json')
    await writeFile(
      file,
      JSON.stringify({
        status: 'KO',
        enrollment: { callback_headers: [{ name: 'X-Secret', value: secret }] },
        all_status_codes: [{ status_code: { code, message: `<img src=x> sent ${secret}` } }],
      }),
    )
    const { stdout } = await explainKoCommand([file])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there, but the end of the line
    expect(stdout.trim()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e<>]/)
    expect(stdout).not.toContain(secret)
    expect(linesOf(stdout)).toMatchObject([{ code }])
  })

  it('says in one sentence what is wrong, and exits with 2', async () => {
    const notJson = path.join(folder, 'cut.json')
    await writeFile(notJson, '{"status":"KO"')
    const notText = path.join(folder, 'image.json')
    await writeFile(notText, Buffer.from([0xff, 0xd8, 0xff, 0xe0]))
    const wrong: [string[], RegExp][] = [
      [[notJson], /is not JSON\.\n$/],
      [[notText], /is not JSON\.\n$/],
      [[path.join(folder, 'nowhere.json')], /cannot be read\.\n$/],
      [[folder], /cannot be read\.\n$/],
      [[], /^Usage: /],
      [[notJson, notJson], /^Usage: /],
      [['--colour', notJson], /^Usage: /],
      [[notJson, '--lang', 'de'], /no language “de”/],
    ]
    const answers = await Promise.all(wrong.map(([args]) => explainKoCommand(args)))
    answers.forEach(({ code, stdout, stderr }, index) => {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(wrong[index]?.[1] ?? /never/)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    })
  })
})

describe('the reports of the sandbox', () => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  afterAll(() => sandbox.close())

  /** The report of a journey walked so, in the first process in which that can happen; null where it can in none. */
  async function reportOf(walk: object): Promise<unknown> {
    for (const { uuid } of PROCESSES) {
      const { id } = await api.create(token, {}, uuid)
      const walked = await api.control('POST', `/enrollments/${id}/walk`, walk)
      if (walked.status !== 200) continue
      const answer = await api.call('GET', `/enrollment/${id}/report`, { token })
      expect(answer.status).toBe(200)
      return answer.body
    }
    return null
  }

  /** A code nobody documented, a cause told at a place nobody documented, and everything unknown at once. */
  const UNDOCUMENTED = ['unknown-code', 'constraints-not-met', 'unknown-everything']
  const documented = KO_CAUSES.filter(({ key }) => !UNDOCUMENTED.includes(key))
  it.each(documented)('$key is explained by a reason that is known', async (cause) => {
    const { key } = cause
    const report = await reportOf({ outcome: 'KO', koCause: key })
    if (report === null) {
      // Happens on one of two routes only: the person chooses it, a scripted walk takes the first.
      expect(cause).toMatchObject({ koStep: { name: 'digital_identity' } })
      return
    }
    const reasons = explainKo(report, 'fr')
    expect(reasons.filter(({ known }) => known)).not.toEqual([])
    expect(reasons.map(({ code }) => code)).not.toContain('NO_REASON_FOUND')
  })

  it.each(UNDOCUMENTED)('%s is shown as it is, and flagged', async (key) => {
    const reasons = explainKo(await reportOf({ outcome: 'KO', koCause: key }), 'en')
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.filter(({ known }) => known)).toEqual([])
  })

  it('an unknown code is shown as it is', async () => {
    const reasons = explainKo(await reportOf({ outcome: 'KO', koCause: 'unknown-code' }), 'en')
    expect(reasons.map(({ code, known }) => [code, known])).toEqual([['XQZ_NOT_DOCUMENTED', false]])
    expect(reasons[0]?.alsoAt).toEqual(['$.status_codes[0]'])
  })

  it.each([
    ['document-expired', ['IDENTITY_DOCUMENT.expired', 'VLD_VALIDATION_KO']],
    ['first-name-differs', ['IDENTITY.FIRST_NAME.first_name', 'VLD_VALIDATION_KO']],
    ['name-differs', ['IDENTITY.NAME.name', 'VLD_VALIDATION_KO']],
    ['face-differs', ['MDL_CHALLENGE_NOT_MET']],
    ['liveness-failed', ['MDL_CHALLENGE_NOT_MET']],
    ['document-invalid', ['VLD_DOCUMENT_INVALID']],
    ['silent-validation', ['KBIS.SIREN.siren']],
    ['bare-report', ['VLD_DOCUMENT_INVALID']],
  ])('%s has one reason for each cause', async (koCause, codes) => {
    expect(explainKo(await reportOf({ outcome: 'KO', koCause }), 'en').map(({ code }) => code)).toEqual(codes)
  })

  it('an OK file has no reason, and no key that nobody knows', async () => {
    const report = await reportOf({ outcome: 'OK' })
    expect(explainKo(report, 'en')).toEqual([])
    expect(readTopLevelKeys(report).filter(({ known }) => !known)).toEqual([])
  })
})
