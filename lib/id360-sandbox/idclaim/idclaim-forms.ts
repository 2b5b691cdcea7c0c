export const ASICE_MEDIA_TYPE = 'application/vnd.etsi.asic-e+zip'

/** How an idclaim is signed: XAdES or CAdES, baseline B or, with a signature timestamp, T (EN 319 162-1). */
export const IDCLAIM_FORMS = ['cades-b', 'xades-b', 'cades-t', 'xades-t'] as const

export type IdclaimForm = (typeof IDCLAIM_FORMS)[number]
