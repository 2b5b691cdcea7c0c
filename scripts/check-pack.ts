import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { checkPack, type PackProblem } from '@/lib/evidence/pack/check-pack'

// npm run check-pack -- PACK.zip: checks an evidence pack without the desk. One line a problem, then one JSON line.
// Exit status 0 when everything is what the manifest says, 1 when something differs, 2 for a wrong call.

const USAGE = 'Usage: npm run check-pack -- PACK.zip'

const SENTENCES: Record<PackProblem['what'], string> = {
  not_a_zip: 'This is not a zip that can be read.',
  no_manifest: 'There is no manifest.json.',
  manifest_unreadable: 'The manifest cannot be read.',
  missing: 'is missing',
  unreadable: 'cannot be read',
  size_differs: 'has another size than the manifest says',
  hash_differs: 'has another SHA-256 than the manifest says',
  not_listed: 'is not in the manifest',
  twice: 'is there twice',
}

const [file, ...more] = process.argv.slice(2)
if (file === undefined || more.length > 0) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  try {
    // npm runs scripts in the project's root and says in INIT_CWD where it was called.
    const asNpm = process.env.npm_lifecycle_event === 'check-pack'
    const place = path.resolve((asNpm && process.env.INIT_CWD) || '.', file)
    const { manifest, manifestSha256, sound, problems } = await checkPack(await openAsBlob(place))
    for (const { what, path: where } of problems) {
      const whole = ['not_a_zip', 'no_manifest', 'manifest_unreadable'].includes(what)
      console.log(whole ? SENTENCES[what] : `${JSON.stringify(where)} ${SENTENCES[what]}.`)
    }
    for (const { path: where } of manifest?.files.filter(({ masked }) => masked) ?? []) {
      console.log(`${JSON.stringify(where)} is given without its secrets: it is not the original.`)
    }
    for (const { kind, part, reason } of manifest?.leftOut ?? []) {
      console.log(`Left out when the pack was made: ${kind} ${part} (${reason}).`.replace('  ', ' '))
    }
    const ok = problems.length === 0
    const enrollmentId = manifest?.enrollment.id ?? null
    const leftOut = manifest?.leftOut.length ?? 0
    console.log(
      JSON.stringify({ ok, enrollmentId, sound, problems: problems.length, leftOut, manifestSha256 }),
    )
    process.exitCode = ok ? 0 : 1
  } catch {
    console.error(`The file ${file} cannot be read.`)
    process.exitCode = 2
  }
}
