import { expect, test } from 'vitest'
import { findInText } from './find-in-text'

const found = (text: string, wanted: string) =>
  findInText(text, wanted).map(({ start, end }) => text.slice(start, end))

test('accents and case do not keep a word from being found', () => {
  expect(found('Attestation de VÉRIFICATION vérifiée', 'verifi')).toEqual(['VÉRIFI', 'vérifi'])
  expect(found('Ophe\u0301lie', 'ophélie')).toEqual(['Ophe\u0301lie'])
})

test('a phrase is found across a line break', () => {
  expect(found('Nom de\nnaissance', 'de  naissance')).toEqual(['de\nnaissance'])
})

test('a ligature counts as its letters, and positions stay those of the text', () => {
  expect(found('certi\ufb01cat', 'fic')).toEqual(['\ufb01c'])
  expect(found('😀 OK 😀 OK', 'ok')).toEqual(['OK', 'OK'])
})

test('nothing is found for nothing', () => {
  expect(found('abc', '  ')).toEqual([])
  expect(found('abc', 'x')).toEqual([])
  expect(found('aaaa', 'aa')).toEqual(['aa', 'aa'])
})
