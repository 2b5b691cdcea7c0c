import { expect, it } from 'vitest'
import { changeOf } from './change'

it('a change is told as a difference and as a part of what it was', () => {
  expect(changeOf(110, 100, 100)).toEqual({ kind: 'changed', difference: 10, ratio: 0.1 })
  expect(changeOf(50, 100, 100)).toEqual({ kind: 'changed', difference: -50, ratio: -0.5 })
})

it('from nothing there is no percentage, least of all an infinite one', () => {
  expect(changeOf(7, 0, 12)).toEqual({ kind: 'changed', difference: 7, ratio: null })
  expect(changeOf(7, 0, 0)).toEqual({ kind: 'none' })
  expect(changeOf(0.9, null, 12)).toEqual({ kind: 'none' })
})
