import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkInWorker } from '@/lib/asice/check-in-worker'
import type { ContainerReport } from '@/lib/asice/container-report'
import { LIMITS } from '@/lib/asice/limits'
import { refusedReport } from '@/lib/asice/refused-report'
import type { RemarkCode } from '@/lib/asice/remark-codes'

// npm run asice -- FILE… [--anchors DIR]: one line of JSON for each container, from the viewer's own check.
// Exit status 0 when every file was read, 1 when one was not, 2 for a wrong call.

const USAGE = 'Usage: npm run asice -- FILE… [--anchors DIR]'
/** Each file's answer, the start of npm, Node and the checking thread included, is due within five seconds. */
const TIME_FOR_A_FILE_MS = 3_900
/** A file of anchors holds certificates, the largest lists of Europe some hundred. */
const LARGEST_ANCHOR_FILE = 10 * 2 ** 20

/** npm runs scripts in the project's root and says in INIT_CWD where it was called. */
const placeOf = (named: string) => path.resolve(process.env.INIT_CWD ?? '.', named)

/** The files of a folder, whatever their names: PEM or DER; what holds no certificate is passed over later. */
function readAnchors(named: string): Uint8Array[] {
  const folder = placeOf(named)
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name)
      try {
        const status = statSync(file)
        return status.isFile() && status.size <= LARGEST_ANCHOR_FILE ? [readFileSync(file)] : []
      } catch {
        console.error(`${file} cannot be read: no anchor is taken from it.`)
        return []
      }
    })
}

/** What can be said of a file that cannot be read, too. */
async function check(file: string, anchors: Uint8Array[], deadline: number): Promise<ContainerReport> {
  const refuse = (code: RemarkCode) =>
    refusedReport(new Uint8Array(), { kind: 'unsupported', code, values: {} })
  try {
    const place = placeOf(file)
    const status = statSync(place)
    if (!status.isFile()) return refuse('NOT_A_FILE')
    if (status.size > LIMITS.containerSize) return refuse('CONTAINER_TOO_LARGE')
    const entry = path.join(import.meta.dirname, '../lib/asice/worker-entry.mjs')
    return await checkInWorker(readFileSync(place), { anchors, deadline, entry })
  } catch {
    return refuse('FILE_UNREADABLE')
  }
}

function toLine(file: string, report: ContainerReport): string {
  const { indication, subIndication, warnings } = report.container
  return JSON.stringify({
    file,
    container: { indication, subIndication, warnings },
    signatures: report.signatures.map((signature) => ({
      integrity: signature.integrity.state,
      coverage: signature.coverage.state,
      time: signature.time.state,
      trust: signature.trust.state,
      indication: signature.indication,
      subIndication: signature.subIndication,
    })),
  })
}

function readCall(): { files: string[]; anchors: Uint8Array[] } | null {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { anchors: { type: 'string', multiple: true } },
    })
    if (positionals.length === 0) return null
    return { files: positionals, anchors: (values.anchors ?? []).flatMap(readAnchors) }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return null
  }
}

const call = readCall()
if (call === null) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  // The clock of the first file runs from the start of the process.
  let start = 0
  for (const file of call.files) {
    const report = await check(file, call.anchors, start + TIME_FOR_A_FILE_MS)
    if (report.container.warnings.some(({ code }) => code === 'FILE_UNREADABLE' || code === 'NOT_A_FILE'))
      process.exitCode = 1
    console.log(toLine(file, report))
    start = performance.now()
  }
}
