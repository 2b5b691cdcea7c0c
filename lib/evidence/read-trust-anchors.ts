import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from '@/lib/context'

/** `none`: the setting names no folder; `unreadable`: it does, and the folder cannot be read; else how many files. */
export type TrustAnchors = { state: 'none' | 'unreadable' | 'read'; certificates: Uint8Array[] }

const CERTIFICATE_FILE = /\.(pem|crt|cer|der)$/i

/**
 * Reads the certificates of `TRUST_ANCHORS_DIR`. Never throws: a container is checked without anchors too, and its
 * page says that none could be read.
 */
export async function readTrustAnchors({
  settings,
  log,
}: Pick<Context, 'settings' | 'log'>): Promise<TrustAnchors> {
  const folder = settings.TRUST_ANCHORS_DIR
  if (folder === undefined) return { state: 'none', certificates: [] }
  try {
    const names = (await readdir(folder)).filter((name) => CERTIFICATE_FILE.test(name)).sort()
    const certificates = await Promise.all(names.map((name) => readFile(path.join(folder, name))))
    return { state: certificates.length === 0 ? 'none' : 'read', certificates }
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'trust anchors cannot be read')
    return { state: 'unreadable', certificates: [] }
  }
}
