import { expect, type Page } from '@playwright/test'

/** What a page may ship at first. */
export const BUDGET_KB = 170

/** Kilobytes of JavaScript, compressed as they travel, that a browser with an empty cache fetches until it rests. */
export async function firstLoadKb(page: Page, address: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  // Bytes of the answer's headers, by request: they are not JavaScript.
  const scripts = new Map<string, number>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) {
      scripts.set(requestId, response.encodedDataLength)
    }
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const headers = scripts.get(requestId)
    if (headers !== undefined) bytes += encodedDataLength - headers
  })
  await page.goto(address, { waitUntil: 'load' })
  // The live timeline keeps one request open for ever: rest is when nothing more of JavaScript comes.
  let before = -1
  await expect
    .poll(
      () => {
        const still = bytes === before
        before = bytes
        return still && bytes > 0
      },
      { intervals: [1500] },
    )
    .toBe(true)
  await session.detach()
  return bytes / 1000
}
