import { expect, test } from 'vitest'
import { readBirthDate } from './birth-date'

const TODAY = '2026-11-23'

test.each([
  ['12/04/1987', '1987-04-12'],
  ['1/2/2001', '2001-02-01'],
  ['03.11.1994', '1994-11-03'],
  ['25-07-1979', '1979-07-25'],
  [' 28 02 2001 ', '2001-02-28'],
  ['29/02/2000', '2000-02-29'],
  ['1987-04-12', '1987-04-12'],
  ['23/11/2026', '2026-11-23'],
])('"%s" is the birth date %s', (typed, iso) => {
  expect(readBirthDate(typed, TODAY)).toEqual({ iso })
})

test.each([
  ['', 'unreadable'],
  ['12 avril 1987', 'unreadable'],
  ['12/04/87', 'unreadable'],
  ['31/04/1987', 'impossible'],
  ['29/02/2001', 'impossible'],
  ['04/13/1987', 'impossible'],
  ['0/1/1990', 'impossible'],
  ['24/11/2026', 'future'],
  ['01/01/1899', 'tooOld'],
])('"%s" is refused as %s', (typed, fault) => {
  expect(readBirthDate(typed, TODAY)).toEqual({ fault })
})
