import { expect, it } from 'vitest'
import type { Enrollment } from '../store/enrollment'
import { isExpired } from './report-access'

const DAY_MS = 24 * 3600 * 1000
const finishedAt = Date.UTC(2026, 0, 1)

const finished: Enrollment = {
  id: 4_100_001,
  apiKey: 'k'.repeat(40),
  processUuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e101',
  status: 'OK',
  reason: null,
  clientReference: null,
  createdAt: finishedAt - 1000,
  startedAt: finishedAt - 500,
  finishedAt,
  detail: {
    creator: 'sandbox-app',
    browserCallbackUrl: 'https://desk.example.org/',
    person: {},
    idclaimPhone: null,
    routeId: null,
    consent: null,
    declared: {},
    comparisons: [],
    uploads: {},
    steps: [],
    koCause: null,
    scenario: {},
    report: {},
  },
}

it('keeps a report for 60 days and not a moment longer', () => {
  expect(isExpired(finished, finishedAt + 60 * DAY_MS)).toBe(false)
  expect(isExpired(finished, finishedAt + 60 * DAY_MS + 1)).toBe(true)
})

it('never expires what is not finished', () => {
  expect(isExpired({ ...finished, status: 'STARTED', finishedAt: null }, finishedAt + 900 * DAY_MS)).toBe(
    false,
  )
})
