import { describe, expect, it } from 'vitest'
import { DEMO, parseSettings, SettingsError } from './env'

const REAL = {
  ID360_ENVIRONMENT: 'production',
  ID360_BASE_URL: 'https://id360docaposte.com/',
  ID360_USERNAME: 'desk',
  ID360_PASSWORD: 'a password of its own',
  PUBLIC_URL: 'https://desk.example.org',
  AUTH_SECRET: 'x'.repeat(44),
  DATA_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
}

describe('the settings', () => {
  it('need nothing in front of the sandbox', () => {
    const settings = parseSettings({})
    expect(settings).toMatchObject({ ID360_ENVIRONMENT: 'sandbox', PUBLIC_URL: 'http://localhost:3000' })
    expect(settings.DATABASE_URL).toMatch(/^file:.*desk\.sqlite$/)
  })

  it('follow the port when no public address is given', () => {
    expect(parseSettings({ PORT: '4100' }).PUBLIC_URL).toBe('http://localhost:4100')
  })

  it('take a whole real configuration, and lose the slash at the end of an address', () => {
    expect(parseSettings(REAL).ID360_BASE_URL).toBe('https://id360docaposte.com')
  })

  it.each(Object.keys(REAL).slice(1))('refuse production without %s', (name) => {
    expect(() => parseSettings({ ...REAL, [name]: undefined })).toThrow(
      new SettingsError(`The setting ${name} is missing: production needs it.`),
    )
  })

  it.each([
    ['AUTH_SECRET', DEMO.authSecret],
    ['DATA_KEYS', DEMO.dataKeys],
    ['ID360_PASSWORD', DEMO.id360Password],
  ])('refuse the demo value of %s in front of a real ID360', (name, value) => {
    for (const environment of ['production', 'preproduction']) {
      expect(() => parseSettings({ ...REAL, ID360_ENVIRONMENT: environment, [name]: value })).toThrow(
        SettingsError,
      )
    }
  })

  it('refuse the demo key even among others', () => {
    expect(() => parseSettings({ ...REAL, DATA_KEYS: `${REAL.DATA_KEYS},${DEMO.dataKeys}` })).toThrow(
      SettingsError,
    )
  })

  it('refuse an address without TLS in front of production', () => {
    expect(() => parseSettings({ ...REAL, ID360_BASE_URL: 'http://id360.example.org' })).toThrow(
      /ID360_BASE_URL/,
    )
    expect(() => parseSettings({ ...REAL, PUBLIC_URL: 'http://desk.example.org' })).toThrow(/PUBLIC_URL/)
  })

  it('refuse to trust any certificate, in front of a real ID360', () => {
    expect(() => parseSettings({ ...REAL, NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toThrow(
      /^NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in production/,
    )
    expect(() => parseSettings({ ...REAL, NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow()
    expect(() => parseSettings({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).not.toThrow()
  })

  it('refuse a PostgreSQL elsewhere without TLS and a checked certificate, in front of a real ID360', () => {
    const at = (url: string) => () => parseSettings({ ...REAL, DATABASE_URL: url })
    for (const url of [
      'postgres://desk:pass@db.example.org/desk',
      'postgresql://desk@db.example.org:5432/desk?sslmode=require',
      'postgres://desk@db.example.org/desk?sslmode=no-verify',
      'postgres://desk@localhost/desk?host=db.example.org',
    ]) {
      expect(at(url), url).toThrow(/^The setting DATABASE_URL must name sslmode=verify-full in production/)
      expect(at(url), url).not.toThrow(/pass/)
    }
    for (const url of [
      'postgres://desk@db.example.org/desk?sslmode=verify-full',
      'postgres://desk@localhost/desk',
      'postgres://desk@127.0.0.1:5433/desk',
      'postgres://desk@[::1]/desk',
      'postgres://desk@localhost/desk?host=/run/postgresql',
    ]) {
      expect(at(url), url).not.toThrow()
    }
    expect(() => parseSettings({ DATABASE_URL: 'postgres://desk@db.example.org/desk' })).not.toThrow()
  })

  it.each([
    ['PORT', 'eighty'],
    ['PUBLIC_URL', 'desk'],
    ['DATA_KEYS', 'k1:short'],
    ['AUTH_SECRET', 'short'],
    ['DATABASE_URL', 'mysql://x'],
    ['TIME_ZONE', 'Mars/Olympus'],
    ['ID360_NOTIFY_ON', 'X'],
    ['OIDC_ROLES', 'boss=emperor'],
    ['OIDC_GROUPS', 'a=North,a=South'],
  ])('name %s in one sentence when it is wrong, without saying its value', (name, value) => {
    const refusal = () => parseSettings({ [name]: value })
    expect(refusal).toThrow(new RegExp(`^The setting ${name} is wrong: .+\\.$`))
    expect(refusal).not.toThrow(new RegExp(`"${value}"`))
  })

  const OIDC = {
    OIDC_ISSUER: 'https://login.example.org/',
    OIDC_CLIENT_ID: 'desk',
    OIDC_CLIENT_SECRET: 'secret-of-the-client',
  }

  it('take an identity provider whole or not at all', () => {
    expect(parseSettings(OIDC).OIDC_ISSUER).toBe('https://login.example.org/')
    for (const name of Object.keys(OIDC)) {
      expect(() => parseSettings({ ...OIDC, [name]: undefined })).toThrow(/OIDC_ISSUER.*go together/)
    }
    expect(() => parseSettings({ ...REAL, ...OIDC, OIDC_ISSUER: 'http://login.example.org' })).toThrow(
      /OIDC_ISSUER must start with https/,
    )
  })

  it('never leave a desk that nobody can enter, or that lets people in without a role', () => {
    expect(() => parseSettings({ LOCAL_SIGN_IN: '0' })).toThrow(/LOCAL_SIGN_IN/)
    expect(parseSettings({ ...OIDC, LOCAL_SIGN_IN: '0' }).LOCAL_SIGN_IN).toBe('0')
    expect(() => parseSettings({ ...OIDC, OIDC_PROVISION: 'automatic' })).toThrow(/OIDC_ROLES is missing/)
    const mapped = parseSettings({
      ...OIDC,
      OIDC_PROVISION: 'automatic',
      OIDC_ROLES: 'idp-admins=admin, idp-agents=support',
    })
    expect([...(mapped.OIDC_ROLES ?? [])]).toEqual([
      ['idp-admins', 'admin'],
      ['idp-agents', 'support'],
    ])
  })
})
