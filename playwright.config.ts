import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const executablePath = process.env.CHROMIUM_PATH ?? system

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/start-servers.ts',
  outputDir: 'test-results/e2e',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Two browsers and two servers on two cores: a slow moment is told as "flaky", a defect fails three times.
  retries: 2,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PW_REPORTERS
    ? process.env.PW_REPORTERS.split(',').map((name) => [name] as [string])
    : 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // Recording each test costs as much as running it: the second try of a failed one is recorded.
    trace: 'on-first-retry',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
})
