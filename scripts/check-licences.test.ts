import { expect, test } from 'vitest'
import { type LockFile, readLockFile, refusedLicences } from './check-licences'

const lock = (packages: LockFile['packages']) => refusedLicences({ packages: { '': {}, ...packages } })

test('every package of production has a licence that is allowed', () => {
  const real = readLockFile('.')
  expect(Object.keys(real.packages).length).toBeGreaterThan(300)
  expect(refusedLicences(real)).toEqual([])
})

test('a licence that binds the desk is named, wherever the package lies', () => {
  expect(
    lock({
      'node_modules/fine': { version: '1.0.0', license: 'MIT', integrity: 'x' },
      'node_modules/fine/node_modules/@some/copyleft': {
        version: '2.0.0',
        license: 'AGPL-3.0-only',
        integrity: 'x',
      },
    }),
  ).toEqual(['@some/copyleft 2.0.0: AGPL-3.0-only'])
})

test('one of several may be chosen, all of several must be kept', () => {
  expect(lock({ 'node_modules/either': { version: '1.0.0', license: '(MIT OR GPL-3.0-only)' } })).toEqual([])
  expect(lock({ 'node_modules/both': { version: '1.0.0', license: 'MIT AND GPL-3.0-only' } })).toEqual([
    'both 1.0.0: MIT AND GPL-3.0-only',
  ])
})

test('a package without a licence is named, unless it is the binary of one that has one', () => {
  const parent = { version: '3.0.0', license: 'MIT', optionalDependencies: { 'tool-darwin-arm64': '3.0.0' } }
  expect(
    lock({
      'node_modules/tool': parent,
      'node_modules/tool-darwin-arm64': { version: '3.0.0', optional: true },
      'node_modules/silent': { version: '1.0.0', integrity: 'x' },
    }),
  ).toEqual(['silent 1.0.0: names no licence'])
})

test('an exception for one package is none for others, and development tools stay outside', () => {
  const license = 'LGPL-3.0-or-later'
  expect(
    lock({
      'node_modules/@img/sharp-libvips-linux-x64': { version: '1.0.0', license },
      'node_modules/sharp-like': { version: '1.0.0', license },
      'node_modules/tool': { version: '1.0.0', license, dev: true },
    }),
  ).toEqual([`sharp-like 1.0.0: ${license}`])
})
