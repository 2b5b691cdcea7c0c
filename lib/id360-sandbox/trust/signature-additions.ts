/** What goes with a signature, unsigned, beyond baseline B. */
export type SignatureAdditions = {
  /** T: gets the bytes to stamp, returns the time-stamp token. */
  timestampOf?: (bytes: Uint8Array) => Promise<Buffer>
  /** LT: the root certificate and an OCSPResponse on the certificates it issued, both DER. */
  validation?: { root: Buffer; ocsp: Buffer }
}
