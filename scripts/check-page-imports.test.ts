import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wrongArrows } from './check-page-imports'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'page-imports-'))
  mkdirSync(path.join(root, 'app'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (name: string, source: string) => writeFileSync(path.join(root, 'app', name), source)

test('a page that knows the store, even by its types, is named', () => {
  write('page.tsx', "import type { Store } from '@/db/store'\nimport { eq } from 'drizzle-orm'\n")
  write('fine.tsx', "import { listThings } from '@/lib/list-things'\n")
  expect(wrongArrows(root)).toEqual([
    'app/page.tsx imports @/db/store: pages call verbs, they know no store.',
    'app/page.tsx imports drizzle-orm: pages call verbs, they know no store.',
  ])
})

test('components that import each other are a circle, unless only a type comes back', () => {
  write('a.tsx', "import { b } from './b'\n")
  write('b.tsx', "import { a } from './a'\n")
  write('c.tsx', "import { d } from './d'\n")
  write('d.tsx', "import type { C } from './c'\n")
  expect(wrongArrows(root)).toEqual(['A circle: app/a.tsx → app/b.tsx → app/a.tsx'])
})
