'use client'

import { Check } from 'lucide-react'
import * as Menu from 'radix-ui/dropdown-menu'
import type { ReactNode } from 'react'

const ITEM =
  'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 text-base outline-none select-none ' +
  'data-highlighted:bg-hover data-disabled:text-ink-faint'

/** A menu under its trigger (a Button or IconButton): arrows, letters, Escape. */
export function DropdownMenu({
  trigger,
  align = 'end',
  children,
}: {
  trigger: ReactNode
  align?: 'start' | 'end'
  children: ReactNode
}) {
  return (
    // A modal one would keep the page still by a style sheet of its own making, which the policy of pages stops.
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align={align}
          sideOffset={4}
          className="z-50 max-h-[70vh] min-w-44 animate-fade overflow-y-auto rounded-md border border-line-strong bg-surface p-1 text-ink shadow-lg"
        >
          {children}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}

export function DropdownMenuItem({
  onSelect,
  disabled,
  icon,
  children,
}: {
  onSelect: () => void
  disabled?: boolean
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <Menu.Item className={ITEM} disabled={disabled} onSelect={onSelect}>
      {icon}
      {children}
    </Menu.Item>
  )
}

/** A choice that can be on or off; the menu stays open. */
export function DropdownMenuCheckbox({
  checked,
  onChange,
  disabled,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <Menu.CheckboxItem
      className={ITEM}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="flex size-4 items-center justify-center">
        {checked && <Check size={14} aria-hidden />}
      </span>
      {children}
    </Menu.CheckboxItem>
  )
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Menu.Label className="px-2 py-1 text-xs text-ink-faint">{children}</Menu.Label>
}

export function DropdownMenuSeparator() {
  return <Menu.Separator className="my-1 h-px bg-line" />
}
