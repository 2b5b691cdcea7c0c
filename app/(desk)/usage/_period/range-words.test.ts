import { createFormatter, createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { messagesOf } from '@/lib/i18n/messages'
import { rangeWords } from './range-words'

const words = (locale: 'fr' | 'en', from: string, to: string) =>
  rangeWords(
    createFormatter({ locale, timeZone: 'Europe/Paris' }),
    createTranslator({ locale, messages: messagesOf(locale), namespace: 'usage.period' }) as never,
    { from, to },
  ).replaceAll(/[\u2009\u202f\u00a0]/g, ' ')

test('a period that is a month, a quarter or a year is called so', () => {
  expect(words('en', '2026-02-01', '2026-02-28')).toBe('February 2026')
  expect(words('fr', '2024-02-01', '2024-02-29')).toBe('février 2024')
  expect(words('en', '2026-07-01', '2026-09-30')).toBe('3rd quarter of 2026')
  expect(words('fr', '2026-01-01', '2026-03-31')).toBe('1er trimestre 2026')
  expect(words('fr', '2026-01-01', '2026-12-31')).toBe('2026')
})

test('any other period is called by where it begins and ends', () => {
  expect(words('en', '2025-12-01', '2026-11-30')).toBe('December 2025 – November 2026')
  expect(words('en', '2026-10-05', '2026-10-20')).toBe('Oct 5 – 20, 2026')
  expect(words('fr', '2026-10-05', '2026-10-05')).toBe('5 oct. 2026')
  expect(words('en', '2024-02-01', '2024-02-28')).toBe('Feb 1 – 28, 2024')
})
