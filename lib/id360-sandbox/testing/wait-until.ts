import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 15

/** Polls until `probe` gives something truthy and returns it. Throws after `deadlineMs` with what was awaited. */
export async function waitUntil<Value>(
  what: string,
  probe: () => Value | Promise<Value>,
  deadlineMs = 10_000,
): Promise<NonNullable<Value>> {
  const end = Date.now() + deadlineMs
  while (Date.now() < end) {
    const value = await probe()
    if (value) return value
    await delay(POLL_MS)
  }
  throw new Error(`Waited ${deadlineMs} ms in vain: ${what}`)
}
