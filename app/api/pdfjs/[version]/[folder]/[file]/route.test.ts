import { readdirSync } from 'node:fs'
import path from 'node:path'
import { version } from 'pdfjs-dist/package.json'
import { expect, test } from 'vitest'
import { GET } from './route'

const ask = (folder: string, file: string, asked = version) =>
  GET(new Request('http://desk.example'), { params: Promise.resolve({ version: asked, folder, file }) })

const packaged = (folder: string) => readdirSync(path.join('node_modules/pdfjs-dist', folder))

test('every map, font, profile and decoder of the package is given, as it is and under its type', async () => {
  const types = new Set<string | null>()
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
    for (const file of packaged(folder).filter((name) => !/^(LICENSE|quickjs)/.test(name))) {
      const answer = await ask(folder, file)
      expect(answer.status, file).toBe(200)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      types.add(answer.headers.get('content-type'))
    }
  }
  expect([...types].sort()).toEqual([
    'application/octet-stream',
    'application/vnd.iccprofile',
    'application/wasm',
    'font/ttf',
    'text/javascript; charset=utf-8',
  ])
  const wasm = new Uint8Array(await (await ask('wasm', 'openjpeg.wasm')).arrayBuffer())
  expect(WebAssembly.validate(wasm)).toBe(true)
})

test.each([
  ['cmaps', '../package.json'],
  ['cmaps', '..%2fpackage.json'],
  ['cmaps', 'Nothing-H.bcmap'],
  ['..', 'package.json'],
  ['build', 'pdf.mjs'],
  ['constructor', 'name'],
  ['wasm', 'quickjs-eval.js'],
  ['wasm', 'LICENSE_QCMS'],
])('nothing else of the disk is given: %s/%s', async (folder, file) => {
  expect((await ask(folder, file)).status).toBe(404)
})

test('an address of another version is gone, so that a browser may keep what it has', async () => {
  expect((await ask('cmaps', 'H.bcmap', '1.0.0')).status).toBe(404)
})
