import { webcrypto } from 'node:crypto'
import * as pki from 'pkijs'
import { z } from 'zod'
import type { Store } from '../store/open-store'
import { type CertificateUse, type Credential, issueCertificate } from './issue-certificate'

export type KeyKind = 'ec' | 'rsa'

/** The sandbox's own small authority: a root, two seals that sign idclaims, a time-stamper. */
export type Authority = { root: Credential; ecSeal: Credential; rsaSeal: Credential; timestamper: Credential }

type Role = keyof Authority

const ROLES: Record<Role, { commonName: string; use: CertificateUse; key: KeyKind }> = {
  root: { commonName: 'ID360 SANDBOX Root', use: 'root', key: 'ec' },
  ecSeal: { commonName: 'ID360 SANDBOX Seal', use: 'seal', key: 'ec' },
  rsaSeal: { commonName: 'ID360 SANDBOX Seal RSA', use: 'seal', key: 'rsa' },
  timestamper: { commonName: 'ID360 SANDBOX Time-stamping', use: 'timestamping', key: 'ec' },
}

const ALGORITHMS: Record<KeyKind, RsaHashedKeyGenParams | EcKeyGenParams> = {
  ec: { name: 'ECDSA', namedCurve: 'P-256' } as EcKeyGenParams,
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  } as RsaHashedKeyGenParams,
}

const kept = z.object({ key: z.base64(), certificate: z.base64() })
const keptAuthority = z.object({ root: kept, ecSeal: kept, rsaSeal: kept, timestamper: kept })
type KeptAuthority = z.infer<typeof keptAuthority>

const { subtle } = webcrypto

async function newCredential(role: Role, issuer?: Credential): Promise<Credential> {
  const { commonName, use, key } = ROLES[role]
  const keys = (await subtle.generateKey(ALGORITHMS[key], true, ['sign', 'verify'])) as CryptoKeyPair
  return issueCertificate(commonName, use, keys, issuer)
}

async function newAuthority(): Promise<Authority> {
  const root = await newCredential('root')
  const [ecSeal, rsaSeal, timestamper] = await Promise.all([
    newCredential('ecSeal', root),
    newCredential('rsaSeal', root),
    newCredential('timestamper', root),
  ])
  return { root, ecSeal, rsaSeal, timestamper }
}

const keep = async ({ key, certificate }: Credential) => ({
  key: Buffer.from(await subtle.exportKey('pkcs8', key)).toString('base64'),
  certificate: Buffer.from(certificate.toSchema().toBER(false)).toString('base64'),
})

async function recall(role: Role, saved: KeptAuthority[Role]): Promise<Credential> {
  const pkcs8 = Buffer.from(saved.key, 'base64')
  const key = await subtle.importKey('pkcs8', pkcs8, ALGORITHMS[ROLES[role].key], true, ['sign'])
  return {
    key: key as CryptoKey,
    certificate: pki.Certificate.fromBER(Buffer.from(saved.certificate, 'base64')),
  }
}

/**
 * Gives the authority of this data folder; made at the first call, the same for ever after, also over a restart.
 * Its keys never leave the sandbox's database: they protect nothing, but nobody should trust them by accident.
 */
export async function openAuthority(store: Store): Promise<Authority> {
  const select = store.prepare<[], { kept: string }>('SELECT kept FROM authority WHERE id = 1')
  if (!select.get()) {
    const made = await newAuthority()
    const [root, ecSeal, rsaSeal, timestamper] = await Promise.all([
      keep(made.root),
      keep(made.ecSeal),
      keep(made.rsaSeal),
      keep(made.timestamper),
    ])
    const text = JSON.stringify({ root, ecSeal, rsaSeal, timestamper } satisfies KeptAuthority)
    // Another process on the same folder may have been faster: its authority then counts.
    store.prepare('INSERT OR IGNORE INTO authority (id, kept) VALUES (1, ?)').run(text)
  }
  const saved = keptAuthority.parse(JSON.parse(select.get()?.kept ?? 'null'))
  const [root, ecSeal, rsaSeal, timestamper] = await Promise.all([
    recall('root', saved.root),
    recall('ecSeal', saved.ecSeal),
    recall('rsaSeal', saved.rsaSeal),
    recall('timestamper', saved.timestamper),
  ])
  return { root, ecSeal, rsaSeal, timestamper }
}

/** The certificate's bytes (DER). */
export function certificateBytes({ certificate }: Credential): Buffer {
  return Buffer.from(certificate.toSchema().toBER(false))
}
