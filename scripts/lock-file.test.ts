import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nameOf, readLockFile } from './check-licences'

const manifest: {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
} = JSON.parse(readFileSync('package.json', 'utf8'))
const packages = Object.entries(readLockFile('.').packages).filter(([place]) => place !== '')

test('dependencies are named by their exact version, and locked at it', () => {
  const { dependencies, devDependencies } = manifest
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    expect(packages.find(([place]) => place === `node_modules/${name}`)?.[1].version, name).toBe(version)
  }
})

test('only packages that were looked at have a script that an installation could run', () => {
  const withScript = packages.filter(([, { hasInstallScript }]) => hasInstallScript)
  expect(withScript.length).toBeGreaterThan(0)
  const unknown = withScript
    .map(([place]) => nameOf(place))
    .filter((name) => !(name in manifest.allowScripts))
  expect(unknown).toEqual([])
  const allowed = Object.entries(manifest.allowScripts).filter(([, may]) => may)
  // Node itself fetches its binary, esbuild checks its own. Whoever adds one says why here.
  expect(allowed.map(([name]) => name).sort()).toEqual(['esbuild', 'node'])
})

test('what is fetched is held to its hash; only binaries of other platforms may be without', () => {
  const without = packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
  expect(without.filter(([, { optional }]) => !optional).map(([place]) => place)).toEqual([])
})
