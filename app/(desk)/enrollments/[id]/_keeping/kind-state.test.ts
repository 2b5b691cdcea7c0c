import { expect, test } from 'vitest'
import { kindState } from './kind-state'

test('an idclaim that nobody makes is not missing', () => {
  const none = { kind: 'idclaim', state: 'none' } as const
  expect(kindState(none, 'OK', false)).toBe('notMade')
  expect(kindState(none, 'KO', true)).toBe('koMakesNone')
  expect(kindState(none, 'OK', true)).toBe('none')
})

test('what is kept, on its way or lost is told as it is', () => {
  expect(kindState({ kind: 'idclaim', state: 'damaged' }, 'KO', false)).toBe('damaged')
  expect(kindState({ kind: 'proof_slip', state: 'none' }, 'OK', false)).toBe('none')
})
