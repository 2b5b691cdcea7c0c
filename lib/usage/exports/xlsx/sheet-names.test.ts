import { expect, test } from 'vitest'
import { sheetNamer } from './sheet-names'

test('a name that Excel accepts stays as it is', () => {
  const nameOf = sheetNamer('Sheet')
  expect(['Agence de Lyon', 'a;b', '=cmd|x', 'مجموعة الرياض', 'Équipe 🦊'].map(nameOf)).toEqual([
    'Agence de Lyon',
    'a;b',
    '=cmd|x',
    'مجموعة الرياض',
    'Équipe 🦊',
  ])
})

test.each([
  ['what/is\\this:*?[x]', 'what is this x'],
  ["'quoted'", 'quoted'],
  ['two\r\nlines\tand a tab', 'two lines and a tab'],
  ['***', 'Sheet'],
  ['', 'Sheet'],
  ['History', 'History (2)'],
  ['a name that is far too long for any sheet', 'a name that is far too long for'],
])('a name that Excel refuses is made one that it accepts: %j', (wanted, name) => {
  expect(sheetNamer('Sheet')(wanted)).toBe(name)
})

test('names that differ only by case, or after they were cut, are numbered', () => {
  const nameOf = sheetNamer('Sheet')
  const long = 'Agence de Saint-Rémy-lès-Chevreuse'
  expect([long, `${long} nord`, long.toUpperCase()].map(nameOf)).toEqual([
    'Agence de Saint-Rémy-lès-Chevre',
    'Agence de Saint-Rémy-lès-Ch (2)',
    'AGENCE DE SAINT-RÉMY-LÈS-CH (3)',
  ])
})

test('an emoji is never cut in half, and no name is longer than 31 UTF-16 units', () => {
  const name = sheetNamer('Sheet')('👩‍👩‍👧‍👦'.repeat(9))
  expect(name).toBe('👩‍👩‍👧‍👦'.repeat(2))
  expect(sheetNamer('Sheet')('\uD83D alone').isWellFormed()).toBe(true)
})
