import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { explainKo } from '@/lib/report/explain-ko'
import type { ReportLanguage } from '@/lib/report/words/words'

const USAGE = 'Usage: npm run explain-ko -- report.json [--lang fr|en]'

/** Something the person who called the command can put right. */
class Refused extends Error {}

function readCommand(): { file: string; language: ReportLanguage } {
  const { values, positionals } = parseCommand()
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new Refused(USAGE)
  const language = values.lang
  if (language !== 'fr' && language !== 'en')
    throw new Refused(`There is no language “${language}”. ${USAGE}`)
  return { file, language }
}

function parseCommand() {
  try {
    return parseArgs({ options: { lang: { type: 'string', default: 'en' } }, allowPositionals: true })
  } catch {
    throw new Refused(USAGE)
  }
}

/** npm runs its scripts in the project's folder; a relative path is meant from where the command was typed. */
function whereTyped(): string {
  const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
  return (script === 'explain-ko' && typedIn) || process.cwd()
}

function readReport(file: string): unknown {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path.resolve(whereTyped(), file))
  } catch {
    throw new Refused(`The file ${file} cannot be read.`)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refused(`The file ${file} is not JSON.`)
  }
}

try {
  const { file, language } = readCommand()
  for (const { code, path, message, advice, source } of explainKo(readReport(file), language)) {
    process.stdout.write(`${JSON.stringify({ code, path, message, advice, source })}\n`)
  }
} catch (error) {
  if (!(error instanceof Refused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
