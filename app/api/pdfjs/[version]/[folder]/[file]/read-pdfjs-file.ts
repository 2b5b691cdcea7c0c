import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Character maps, fonts and decoders that pdf.js asks for while it draws: nothing else of the package leaves. */
const GIVEN: Record<string, [name: RegExp, contentType: string][]> = {
  cmaps: [[/^[\w-]{1,40}\.bcmap$/, 'application/octet-stream']],
  standard_fonts: [
    [/^Foxit[A-Za-z]{1,30}\.pfb$/, 'application/octet-stream'],
    [/^LiberationSans-[A-Za-z]{1,20}\.ttf$/, 'font/ttf'],
  ],
  wasm: [
    [/^(jbig2|openjpeg|qcms_bg)\.wasm$/, 'application/wasm'],
    [/^(jbig2|openjpeg)_nowasm_fallback\.js$/, 'text/javascript; charset=utf-8'],
  ],
  iccs: [[/^[\w-]{1,60}\.icc$/, 'application/vnd.iccprofile']],
}

const PACKAGE = path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', 'pdfjs-dist')

/** One of those files as it lies in the installed package; null when it is none of them, or of another version. */
export async function readPdfjsFile(asked: {
  version: string
  folder: string
  file: string
}): Promise<{ bytes: Buffer; contentType: string } | null> {
  const kinds = Object.hasOwn(GIVEN, asked.folder) ? GIVEN[asked.folder] : undefined
  const kind = kinds?.find(([name]) => name.test(asked.file))
  if (!kind || asked.version !== (await installedVersion())) return null
  const bytes = await readFile(path.join(PACKAGE, asked.folder, asked.file)).catch(() => null)
  return bytes && { bytes, contentType: kind[1] }
}

let known: string | null = null

async function installedVersion(): Promise<string> {
  known ??= JSON.parse(await readFile(path.join(PACKAGE, 'package.json'), 'utf8')).version as string
  return known
}
