import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isBreached } from './breached-passwords'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'desk-breached-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const sha1 = (password: string) => hash('sha1', password, 'hex').toUpperCase()
const passwordsOf = (count: number) => Array.from({ length: count }, (_, index) => `known password ${index}`)

/** A list as its downloader writes it, with counts of very different length. */
function listOf(passwords: string[], end = '\n', last = end): string {
  const lines = passwords
    .map(sha1)
    .sort()
    .map((hashed, index) => `${hashed}:${10 ** (index % 9)}`)
  const file = path.join(directory, `${passwords.length}-${end.length}-${last.length}.txt`)
  writeFileSync(file, lines.join(end) + last)
  return file
}

test.each([
  ['', '\n', '\n'],
  ['without an end of its last line', '\n', ''],
  ['from Windows', '\r\n', '\r\n'],
])('each password of a list is found in it, and no other %s', async (_, end, last) => {
  for (const count of [1, 2, 90, 20_000]) {
    const known = passwordsOf(count)
    const file = listOf(known, end, last)
    const byHash = known.toSorted((a, b) => (sha1(a) < sha1(b) ? -1 : 1))
    const tried = [byHash[0], byHash.at(-1), ...byHash.filter((_, index) => index % 97 === 0)]
    for (const password of tried) expect(await isBreached(file, password ?? ''), password).toBe(true)
    for (let other = 0; other < 200; other += 1) {
      expect(await isBreached(file, `never known ${other}`)).toBe(false)
    }
  }
})

test('a list that is not there, or is none, is an error and never a "no"', async () => {
  await expect(isBreached(path.join(directory, 'nowhere.txt'), 'x')).rejects.toThrow(/ENOENT/)
  for (const [name, text] of [
    ['empty.txt', ''],
    ['words.txt', 'password\n123456\n'],
    ['one-line.txt', `${sha1('a')}:1${' '.repeat(20_000)}`],
    ['torn.txt', `${sha1('a')}:1\n${'F'.repeat(20_000)}`],
  ] as const) {
    const file = path.join(directory, name)
    writeFileSync(file, text)
    await expect(isBreached(file, 'password'), name).rejects.toThrow(/list of breached passwords/)
  }
})
