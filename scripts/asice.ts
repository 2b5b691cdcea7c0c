import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkInWorker } from '@/lib/asice/check-in-worker'
import type { ContainerReport } from '@/lib/asice/container-report'
import { LIMITS } from '@/lib/asice/limits'
import { refusedReport } from '@/lib/asice/refused-report'

// npm run asice -- FILE… [--anchors DIR]: one line of JSON for each container, from the viewer's own check.
// Exit status 0 when every file was read, 1 when one was not, 2 for a wrong call.

const USAGE = 'Usage: npm run asice -- FILE… [--anchors DIR]'
const TIME_LIMIT_MS = 3_500

/** Certificates of a folder: PEM or DER. */
function readAnchors(named: string): Uint8Array[] {
  const folder = path.resolve(process.env.INIT_CWD ?? '.', named)
  return readdirSync(folder)
    .filter((name) => /\.(pem|crt|cer|der)$/i.test(name))
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file))
}

/** What can be said of a file that cannot be read, too. */
async function check(file: string, anchors: Uint8Array[]): Promise<ContainerReport> {
  const refuse = (code: string) => refusedReport(new Uint8Array(), { kind: 'unsupported', code, values: {} })
  try {
    // npm runs scripts in the project's root and says in INIT_CWD where it was called.
    const place = path.resolve(process.env.INIT_CWD ?? '.', file)
    const status = statSync(place)
    if (!status.isFile()) return refuse('NOT_A_FILE')
    if (status.size > LIMITS.containerSize) return refuse('CONTAINER_TOO_LARGE')
    const entry = path.join(import.meta.dirname, '../lib/asice/worker-entry.mjs')
    return await checkInWorker(readFileSync(place), { anchors, timeLimitMs: TIME_LIMIT_MS, entry })
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
  for (const file of call.files) {
    const report = await check(file, call.anchors)
    if (report.container.warnings.some(({ code }) => code === 'FILE_UNREADABLE' || code === 'NOT_A_FILE'))
      process.exitCode = 1
    console.log(toLine(file, report))
  }
}
