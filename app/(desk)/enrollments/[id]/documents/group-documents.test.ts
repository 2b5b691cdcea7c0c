import { expect, test } from 'vitest'
import { groupDocuments } from './group-documents'

type Items = Parameters<typeof groupDocuments>[0]

const items = (...parts: string[]) => parts.map((part) => ({ part })) as unknown as Items

test('files stand by type, identity first, in the order of the report', () => {
  const groups = groupDocuments(
    items('selfie/0', 'identity_document/10', 'identity_document/2', 'proof_of_address/0', 'bank/0'),
  )
  expect(groups.map(({ type, items }) => [type, items.map(({ part }) => part)])).toEqual([
    ['identity_document', ['identity_document/2', 'identity_document/10']],
    ['selfie', ['selfie/0']],
    ['bank', ['bank/0']],
    ['proof_of_address', ['proof_of_address/0']],
  ])
})
