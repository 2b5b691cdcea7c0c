import { expect, test } from 'vitest'
import { neutraliseFormula } from './neutralise-formula'

test.each(['=1+1', '+33199001122', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', "=cmd|' /C calc'!A0"])(
  'a text that a spreadsheet would run gets an apostrophe: %j',
  (text) => {
    expect(neutraliseFormula(text)).toBe(`'${text}`)
  },
)

test.each(['Agence de Lyon', 'a=b', 'a;b', '"quoted"', '', "'=1", '12', ' =1', '🦊', 'نص'])(
  'any other text stays as it is: %j',
  (text) => {
    expect(neutraliseFormula(text)).toBe(text)
  },
)
