import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Mono } from '@/app/_ui/mono'
import type { Tone } from '@/app/_ui/tone'
import type { ManifestReport } from '@/lib/asice/container-report'
import { Behind } from './behind'

const DIGEST_TONE: Record<ManifestReport['entries'][number]['digest'], Tone> = {
  matches: 'green',
  differs: 'red',
  missing: 'red',
  'not-checked': 'grey',
}

/** What the container's lists name, and whether it is there as they say. */
export function ManifestList({ manifests }: { manifests: readonly ManifestReport[] }) {
  const t = useTranslations('idclaim.manifests')
  return (
    <Behind title={t('title')} aside={t('behind')}>
      {manifests.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <ul className="flex flex-col gap-4">
        {manifests.map(({ file, kind, signedBy, entries }) => (
          <li key={file}>
            <p className="wrap-anywhere">
              <Mono>{file}</Mono> · {t(`kind.${kind}`)}
              {signedBy !== null && ` · ${t('signedBy', { name: signedBy })}`}
            </p>
            <ul className="mt-1 flex flex-col gap-1 pl-4">
              {entries.map(({ name, mediaType, digest }) => (
                <li key={name} className="flex flex-wrap items-center gap-2">
                  <Mono>{name}</Mono>
                  {mediaType !== null && <span className="text-sm text-ink-faint">{mediaType}</span>}
                  <Badge tone={DIGEST_TONE[digest]}>{t(`digest.${digest}`)}</Badge>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Behind>
  )
}
