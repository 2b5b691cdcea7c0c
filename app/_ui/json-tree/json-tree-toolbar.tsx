import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '../button'
import { CONTROL_CLASSES } from '../field'
import { IconButton } from '../icon-button'
import type { JsonTreeState } from './use-json-tree'

const LEVELS = [1, 2, 3]

/** Search with its matches, and how much of the document is open. */
export function JsonTreeToolbar({ tree, searchable }: { tree: JsonTreeState; searchable: boolean }) {
  const t = useTranslations('report.tree')
  const id = useId()
  const nothing = tree.found.length === 0
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-2">
      {searchable && (
        <search className="flex min-w-0 flex-1 basis-72 items-center gap-1">
          <label htmlFor={id} className="sr-only">
            {t('search')}
          </label>
          <input
            id={id}
            type="search"
            value={tree.words}
            placeholder={t('searchPlaceholder')}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => tree.setWords(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              tree.goToMatch(event.shiftKey ? -1 : 1)
            }}
            className={`${CONTROL_CLASSES} min-w-0 flex-1`}
          />
          <span role="status" className="numbers shrink-0 text-sm text-ink-soft">
            {tree.searched.trim() !== '' &&
              (tree.foundAt > 0
                ? t('matchAt', { at: tree.foundAt, count: tree.found.length })
                : t('matches', { count: tree.found.length }))}
          </span>
          <IconButton label={t('previousMatch')} disabled={nothing} onClick={() => tree.goToMatch(-1)}>
            <ChevronUp size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('nextMatch')} disabled={nothing} onClick={() => tree.goToMatch(1)}>
            <ChevronDown size={16} aria-hidden />
          </IconButton>
        </search>
      )}
      <fieldset className="flex flex-wrap items-center gap-1">
        <legend className="sr-only">{t('openness')}</legend>
        {LEVELS.map((level) => (
          <Button
            key={level}
            size="sm"
            variant="ghost"
            title={t('openLevel', { level })}
            aria-label={t('openLevel', { level })}
            onClick={() => tree.showDepth(level)}
          >
            {t('level', { level })}
          </Button>
        ))}
        <Button size="sm" variant="ghost" onClick={() => tree.showDepth(Number.POSITIVE_INFINITY)}>
          {t('expandAll')}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => tree.showDepth(0)}>
          {t('collapseAll')}
        </Button>
      </fieldset>
    </div>
  )
}
