import { createTranslator } from 'next-intl'
import type { ContainerReport, SignatureReport } from '@/lib/asice/container-report'
import type { DeskLocale } from '@/lib/i18n/locale'
import { messagesOf } from '@/lib/i18n/messages'

/** What the check of a kept idclaim found, and the instant (epoch milliseconds) it was made for. */
export type PackedIdclaim = { path: string; checkedAt: number; report: ContainerReport }

/** The verdict on an idclaim as the page of the desk words it: one line for the container, then one a signature. */
export function idclaimLines({ report }: PackedIdclaim, language: DeskLocale): string[] {
  const t = createTranslator({ locale: language, messages: messagesOf(language), namespace: 'idclaim' })
  const { indication, subIndication } = report.container
  const words = [indication, subIndication].filter((word) => word !== null).join(' / ')
  const verdict = [
    t(`verdict.${indication}`),
    ...(subIndication === null ? [] : [t(`verdict.sub.${subIndication}`)]),
    `(${words})`,
  ]
  return [verdict.join(' '), ...report.signatures.map(signatureLine)]

  function signatureLine({ signer, integrity, coverage, time, trust }: SignatureReport): string {
    const who = signer === null ? t('signature.noSigner') : `${t('signature.signer')} ${signer.subject}`
    const axes = [
      t(`axis.integrity.${integrity.state}`),
      t(`axis.coverage.${coverage.state}`),
      t(`axis.time.${time.state}`),
      t(`axis.trust.${trust.state}`),
    ]
    const instant = time.proven ?? time.claimed
    return [who, ...axes, ...(instant === null ? [] : [instant])].join(' · ')
  }
}
