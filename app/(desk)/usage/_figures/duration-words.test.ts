import { createFormatter } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { durationWords } from './duration-words'

const words = (locale: 'fr' | 'en', ms: number) =>
  durationWords(createFormatter({ locale }), ms).replaceAll(/\u202f|\u00a0/g, ' ')

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('a duration in words', () => {
  it('says its two largest units, in the language of the reader', () => {
    expect(words('en', 3 * MINUTE + 20 * SECOND)).toBe('3 min 20 sec')
    expect(words('fr', 3 * MINUTE + 20 * SECOND)).toBe('3 min 20 s')
    expect(words('fr', 2 * DAY + 4 * HOUR + 50 * MINUTE)).toBe('2 j 5 h')
    expect(words('en', 45 * SECOND)).toBe('45 sec')
    expect(words('en', 2 * HOUR)).toBe('2 hr')
    expect(words('en', 0)).toBe('0 sec')
    expect(words('en', 400)).toBe('0 sec')
  })

  it('never says sixty minutes or twenty-four hours', () => {
    expect(words('fr', HOUR - 300)).toBe('1 h')
    expect(words('fr', DAY - MINUTE / 2)).toBe('1 j')
    expect(words('fr', MINUTE - 100)).toBe('1 min')
  })
})
