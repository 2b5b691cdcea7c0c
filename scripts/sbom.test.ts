import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the bill of materials names the desk and each package of production with version and licence', () => {
  const bill = JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/sbom.ts'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  expect(bill).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { type: 'application', name: 'id360-desk' } },
  })
  const named = new Map<string, { licenses?: unknown[] }>(
    bill.components.map((one: { name: string; version: string }) => [`${one.name}@${one.version}`, one]),
  )
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const wanted = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`)
  expect(wanted.filter((one) => !named.has(one))).toEqual([])
  expect(named.has(`vitest@${devDependencies.vitest}`)).toBe(false)
  expect([...named].filter(([, { licenses }]) => !licenses?.length)).toEqual([])
  const refs = new Set(bill.dependencies.map(({ ref }: { ref: string }) => ref))
  expect(bill.components.filter((one: { 'bom-ref': string }) => !refs.has(one['bom-ref']))).toEqual([])
}, 60_000)
