import { expect, type Page } from '@playwright/test'

/** The reader's hand on the mouse: the tree of a report waits for a first sign of life before it is fetched. */
export async function attend(page: Page): Promise<void> {
  let x = 200
  await expect(async () => {
    x += 5
    await page.mouse.move(x, 300)
    await expect(page.getByRole('tree')).toBeVisible({ timeout: 500 })
  }).toPass()
}
