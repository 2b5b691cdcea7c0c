import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serverChains, valueImports } from './check-client-imports'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'client-imports-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Record<string, string>) {
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), source)
  }
}

test('a client file that reaches a verb through another file is named with the whole way', () => {
  write({
    'app/form.tsx': "'use client'\nimport { label } from './label'\n",
    'app/label.ts': "import { createThing } from '@/lib/create-thing'\nexport const label = createThing\n",
    'lib/create-thing.ts': 'export async function createThing(ctx: Context, input: string) {}\n',
  })
  expect(serverChains(root)).toEqual([['app/form.tsx', 'app/label.ts', 'lib/create-thing.ts']])
})

test('types, actions and plain values are no server code', () => {
  write({
    'app/form.tsx':
      "// words first\n'use client'\nimport type { Thing } from '@/lib/create-thing'\nimport { act } from './act'\nimport { WORDS } from '@/lib/words'\n",
    'app/act.ts': "'use server'\nimport { createThing } from '@/lib/create-thing'\n",
    'lib/create-thing.ts': 'export async function createThing(ctx: Context) {}\n',
    'lib/words.ts': 'export const WORDS = []\n',
  })
  expect(serverChains(root)).toEqual([])
})

test('Node, the database and heavy libraries are refused, lazily imported or not', () => {
  write({
    'app/a.tsx': "'use client'\nimport { randomUUID } from 'node:crypto'\n",
    'app/b.tsx': "'use client'\nconst load = () => import('zod')\n",
    'app/c.tsx': "'use client'\nexport { table } from '@/db/kit'\n",
    'db/kit.ts': 'export const table = 1\n',
    'app/server-page.tsx': "import { table } from '@/db/kit'\n",
  })
  expect(serverChains(root)).toEqual([
    ['app/a.tsx', 'node:crypto'],
    ['app/b.tsx', 'zod'],
    ['app/c.tsx', 'db/kit.ts'],
  ])
})

test('an import that names only types inline still pulls the module in', () => {
  expect(
    valueImports(
      "import { type A } from './a'\nimport type { B } from './b'\nexport type { C } from './c'\nimport D, {\n  e,\n} from './d'\nimport './f'\n// import './g'\n",
    ),
  ).toEqual(['./a', './d', './f'])
})
