import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { maskReasons } from '@/lib/evidence/mask-reasons'
import { explainKo, type KoReason } from '@/lib/report/explain-ko'
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
    // JSON is UTF-8; some tools write UTF-16 and say so at the beginning. A broken letter does not hide the reasons.
    return JSON.parse(new TextDecoder(encodingOf(bytes)).decode(bytes))
  } catch {
    throw new Refused(`The file ${file} is not JSON.`)
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** What a terminal or a page would act upon; JSON can write every one of them as an escape. */
const ACTIVE = /[<>\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

function writeLine({ code, path, message, advice, source }: KoReason): string {
  const line = JSON.stringify({ code, path, message, advice, source })
  return `${line.replace(ACTIVE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}

// Whoever reads only the first lines closes the pipe: that is no error.
process.stdout.on('error', () => {})

try {
  const { file, language } = readCommand()
  const report = readReport(file)
  process.stdout.write(maskReasons(report, explainKo(report, language)).map(writeLine).join(''))
} catch (error) {
  if (!(error instanceof Refused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
