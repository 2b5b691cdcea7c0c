import { describe, expect, test } from 'vitest'
import { messagesOf } from '@/lib/i18n/messages'
import { COMMON_WITH_DIGITS, COMMON_WORDS } from './common-passwords-list'
import { passwordProblem } from './password-rules'

const owner = { email: 'zelie.tournebise@example.org', name: 'Zélie Tournebise' }
const problem = (password: string) => passwordProblem(password, owner)

test.each([
  'un vélo bleu sous la pluie',
  'correct vélo batterie agrafe',
  'Tr0mp3tte-des-Morts',
  'kX9#vQ2m!pL7',
  'marmotte et lacet violet',
  '雨の日は家で本を読むのが好き',
  'x'.repeat(10) + 'brume lente qui descend'.repeat(8).slice(0, 190),
])('%s is a password one may have', (password) => {
  expect(problem(password)).toBeNull()
})

test('eleven characters are too few, twelve are enough, and a character outside the BMP counts once', () => {
  expect(problem('gk7 wrp zu4')).toBe('passwordTooShort')
  expect(problem('gk7 wrp zu4x')).toBeNull()
  expect(problem('🦀🌵🧀🪁🛶🎷gk7q')).toBe('passwordTooShort')
})

test('two hundred characters are allowed, one more is not', () => {
  const long = 'brume lente '.repeat(20)
  expect(problem(long.slice(0, 200))).toBeNull()
  expect(problem(long.slice(0, 201))).toBe('passwordTooLong')
})

test.each(['ma ZELIE et le chat gris', 'vive les tournebises!', 'zelie.tournebise42', 'Zélie Tournebise 7'])(
  '%s names its owner',
  (password) => {
    expect(problem(password)).toBe('passwordNamesOwner')
  },
)

test('two letters of a short name are no reason to refuse', () => {
  expect(passwordProblem('un vélo sous la pluie', { email: 'lo@example.org', name: 'Lo Su' })).toBeNull()
})

describe('passwords that are tried first are refused', () => {
  test.each([
    'password1234',
    'Password2026!',
    'P@ssw0rd1234',
    '$unshine2026',
    'MotDePasse123',
    'motdepasse2026!',
    'azertyuiop12',
    'AZERTYUIOP123456',
    'qwertyuiop[]12',
    '1q2w3e4r5t6y',
    'zaq1xsw2cde3!',
    'aaaaaaaaaaaaaaaa',
    'abababababab',
    '123456789012',
    '000000000000',
    '987654321012345',
    'abcdefghijkl',
    'iloveyou1234567',
    'Marseille13013!',
    'JulienMarion92',
    'sunshine-princess',
    'adminadmin2026',
    'Bienvenue2026!',
    'welcomewelcomewelcome',
    'Docaposte2026!',
    'correcthorsebatterystaple',
    'été été été été',
  ])('%s', (password) => {
    expect(problem(password)).toBe('passwordCommon')
  })

  test('each word of the list, with the usual endings up to twelve characters: thousands of them', () => {
    const tried = [...COMMON_WORDS].flatMap((word) =>
      ['1234567890', '2026', '123!', '@123456789', '1'].map((ending) => word + ending),
    )
    const longEnough = [...tried, ...COMMON_WITH_DIGITS].filter((password) => password.length >= 12)
    expect(longEnough.length).toBeGreaterThan(3000)
    expect(longEnough.filter((password) => problem(password) !== 'passwordCommon')).toEqual([])
  })
})

test.each(['fr', 'en'] as const)('each problem has its sentence in %s', (locale) => {
  const { field } = messagesOf(locale).errors as unknown as { field: Record<string, string> }
  for (const key of [
    'passwordTooShort',
    'passwordTooLong',
    'passwordNamesOwner',
    'passwordCommon',
    'passwordBreached',
  ]) {
    expect(field[key], key).toMatch(/\S{3}/)
  }
})
