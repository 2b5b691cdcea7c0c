export const ASICE_MEDIA_TYPE = 'application/vnd.etsi.asic-e+zip'

/**
 * How an idclaim is signed (EN 319 162-1): CAdES or XAdES; baseline B, T (with a signature timestamp) or LT (also with
 * what proves that the certificates were not revoked).
 */
export const IDCLAIM_FORMS = ['cades-b', 'xades-b', 'cades-t', 'xades-t', 'cades-lt', 'xades-lt'] as const

export type IdclaimForm = (typeof IDCLAIM_FORMS)[number]
