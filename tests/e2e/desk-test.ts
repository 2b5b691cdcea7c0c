import { test as base } from '@playwright/test'

/**
 * A test after which the browsers it opened are closed: a page that nobody looks at any more would go on listening and
 * reading itself anew beside the tests that follow. What a file opened before its first test stays.
 */
export const test = base.extend<{ closing: undefined }>({
  closing: [
    async ({ browser }, run, { status, expectedStatus }) => {
      const before = new Set(browser.contexts())
      await run(undefined)
      // What failed is left as it stands: it is told with a picture of the page.
      if (status !== expectedStatus) return
      const opened = browser.contexts().filter((context) => !before.has(context))
      await Promise.all(opened.map((context) => context.close()))
    },
    { auto: true },
  ],
})
