import { createHash } from 'node:crypto'
import type { Credential } from '../trust/issue-certificate'
import { signCms } from '../trust/sign-cms'
import type { SignatureAdditions } from '../trust/signature-additions'
import type { DataFile } from './data-file'
import type { ZipEntry } from './stored-zip'

const DATA = '1.2.840.113549.1.7.1'
const SIGNATURE = 'META-INF/signature.p7s'

/** The ASiCManifest (EN 319 162-1, A.4): which files the signature covers, by their digests. */
function asicManifest(files: readonly DataFile[]): Buffer {
  const references = files.map(({ name, mediaType, bytes }) => {
    const digest = createHash('sha256').update(bytes).digest('base64')
    return `  <asic:DataObjectReference URI="${name}" MimeType="${mediaType}">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
    <ds:DigestValue>${digest}</ds:DigestValue>
  </asic:DataObjectReference>`
  })
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:SigReference URI="${SIGNATURE}" MimeType="application/pkcs7-signature"/>
${references.join('\n')}
</asic:ASiCManifest>
`)
}

/**
 * The manifest of the files and its detached CAdES signature, as entries of the container. `signedAt` in epoch ms;
 * the additions make it baseline T or LT.
 */
export async function signWithCades(
  seal: Credential,
  files: readonly DataFile[],
  signedAt: number,
  additions: SignatureAdditions,
): Promise<ZipEntry[]> {
  const manifest = asicManifest(files)
  const signature = await signCms(seal, { type: DATA, bytes: manifest, detached: true }, signedAt, additions)
  return [
    { name: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { name: SIGNATURE, bytes: signature },
  ]
}
