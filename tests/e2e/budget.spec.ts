import { expect, test } from '@playwright/test'
import { begin, consent, openAssisted, skipComparison } from './assisted-page'
import { demoEnrollment } from './demo-enrollment'
import { uniqueReference } from './enrollment-form'
import { BUDGET_KB, firstLoadKb } from './first-load'
import { walk } from './sandbox-control'
import { type DemoRole, deskUrl, staffPage } from './staff-page'

test('no page ships more JavaScript than the budget on first load', async ({ browser }) => {
  test.setTimeout(120_000)
  const support = await staffPage(browser, 'support')
  // A file that has everything: the heaviest its pages can be.
  const made = await demoEnrollment(uniqueReference('KB'), { lastName: 'Banquise' })
  const enrollment = made.address
  await support.page.goto(deskUrl(enrollment))
  await walk(made, { outcome: 'KO', koCause: 'document-expired' })
  await expect(support.page.getByText('Confirmé par le rapport').first()).toBeVisible()

  // The guided page, as it first opens and at its heaviest: with the pictures of the document.
  const { path: begun } = await openAssisted(support.page)
  await begin(support.page)
  await consent(support.page)
  await skipComparison(support.page)
  const { path: untouched } = await openAssisted(support.page)

  const pages: Record<DemoRole, string[]> = {
    support: [
      `${untouched}/assist`,
      `${begun}/assist`,
      `${begun}/assist?step=document`,
      '/',
      '/enrollments',
      '/enrollments/new',
      enrollment,
      '/profile',
    ],
    compliance: [
      '/',
      '/enrollments',
      enrollment,
      `${enrollment}/report`,
      `${enrollment}/proof-slip`,
      `${enrollment}/idclaim`,
      `${enrollment}/documents`,
      '/evidence',
      '/callbacks',
      '/erasure',
    ],
    manager: ['/', '/enrollments', '/usage', '/usage/exports'],
    admin: [
      '/',
      '/callbacks',
      '/admin/system',
      '/admin/processes',
      '/admin/processes/new',
      '/admin/groups',
      '/admin/staff',
      '/admin/retention',
    ],
  }
  const measured: [string, number][] = []
  const anonymous = await (await browser.newContext()).newPage()
  for (const path of ['/sign-in', '/thanks?lang=fr', '/invite'])
    measured.push([path, await firstLoadKb(anonymous, deskUrl(path))])
  for (const [role, paths] of Object.entries(pages) as [DemoRole, string[]][]) {
    const { page } = role === 'support' ? support : await staffPage(browser, role)
    for (const path of paths) measured.push([`${role} ${path}`, await firstLoadKb(page, deskUrl(path))])
  }
  for (const [path, kb] of measured) console.log(`${kb.toFixed(1).padStart(7)} kB  ${path}`)
  expect(measured.filter(([, kb]) => kb > BUDGET_KB)).toEqual([])
})
