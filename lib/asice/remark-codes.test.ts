import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { messagesOf } from '@/lib/i18n/messages'
import { CHAIN_REASONS, REMARK_CODES, UNCHECKED_PARTS } from './remark-codes'

// The compiler lets the check speak in these codes only; what is left to hold is that each has its words.

const lists = { code: REMARK_CODES, reason: CHAIN_REASONS, part: UNCHECKED_PARTS }

describe.each(['fr', 'en'] as const)('in %s', (locale) => {
  const { remarks } = messagesOf(locale).idclaim
  for (const [list, codes] of Object.entries(lists))
    it(`every ${list} has its words, and no words are left without one`, () => {
      expect(Object.keys(remarks[list as keyof typeof lists]).sort()).toEqual([...codes].sort())
    })

  it('a remark is one short sentence', () => {
    const onError = (error: Error) => {
      throw error
    }
    const t = createTranslator({
      locale,
      messages: messagesOf(locale),
      namespace: 'idclaim.remarks.code',
      onError,
    })
    for (const code of REMARK_CODES) {
      const sentence = t(code, { name: 'contrat.txt', algorithm: 'urn:x', encoding: 'UTF-16' })
      expect(sentence, code).toMatch(/^[A-ZÀ-Ýa-z].*\.$/)
      expect(sentence.length, code).toBeLessThan(130)
    }
  })
})

it('every code in the list is spoken somewhere in the check or in its command', () => {
  const sources = [
    ...readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.ts') && !name.startsWith('remark-codes'))
      .map((name) => path.join(import.meta.dirname, name)),
    path.join(import.meta.dirname, '../../scripts/asice.ts'),
  ].map((file) => readFileSync(file, 'utf8'))
  const unspoken = [...REMARK_CODES, ...CHAIN_REASONS, ...UNCHECKED_PARTS].filter(
    (code) => !sources.some((source) => source.includes(`'${code}'`)),
  )
  expect(unspoken).toEqual([])
})
