import { expect, it, vi } from 'vitest'

/** What a bundler does: the same file twice, each copy with a class of its own. */
async function twoCopies<T>(load: () => Promise<T>): Promise<[T, T]> {
  const first = await load()
  vi.resetModules()
  return [first, await load()]
}

it('knows an ID360 error that another copy of the class made', async () => {
  const [ours, theirs] = await twoCopies(() => import('./id360/errors'))
  expect(ours.Id360Error).not.toBe(theirs.Id360Error)
  const error = new theirs.Id360Error({ kind: 'timed_out', operation: 'create_enrollment', sent: 'maybe' })
  expect(error instanceof ours.Id360Error).toBe(true)
  const refused = new theirs.Id360Error({ kind: 'invalid_request', operation: 'x', sent: 'yes', status: 400 })
  expect(ours.mayHaveBeenDone(refused)).toBe(false)
  expect(new Error('another') instanceof ours.Id360Error).toBe(false)
})

it('knows a desk error that another copy of the class made', async () => {
  const [ours, theirs] = await twoCopies(() => import('./errors'))
  expect(ours.DeskError).not.toBe(theirs.DeskError)
  expect(new theirs.DeskError('NOT_FOUND', 'x') instanceof ours.DeskError).toBe(true)
  expect(new Error('another') instanceof ours.DeskError).toBe(false)
})
