import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SETTING_NAMES } from '@/lib/env'

const documents = ['README.md', ...globSync('docs/**/*.md')]
/** Words between backquotes that look like a path of the project: a folder with a slash, or a file with an ending. */
const PATH =
  /`((?:app|lib|db|public|tests|scripts|docs|\.ci|\.data)\/[^`\s*{]*|[a-z.-]+\.(?:json|mjs|cjs|md|ts))`/gi

describe('the documents', () => {
  it.each(documents)('%s names only paths that exist', (document) => {
    const named = [...readFileSync(document, 'utf8').matchAll(PATH)].map((match) => match[1] ?? '')
    const missing = named.filter((path) => !path.startsWith('.data') && !existsSync(path))
    expect(missing).toEqual([])
  })

  it('the README explains every setting, and no other', () => {
    const readme = readFileSync('README.md', 'utf8')
    const explained = [...readme.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map((match) => match[1])
    const own = explained.filter((name) => !name?.startsWith('SANDBOX_'))
    expect(own.sort()).toEqual([...SETTING_NAMES].sort())
  })

  it('the README shows pictures that are there', () => {
    const pictures = [...readFileSync('README.md', 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)]
    expect(pictures.length).toBeGreaterThan(0)
    for (const [, file] of pictures) expect(existsSync(file ?? ''), file).toBe(true)
  })
})
