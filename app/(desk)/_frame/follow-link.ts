/**
 * Goes to another page of the desk as a click on a link would, so that a page which would lose something hears of it and
 * asks first. `push` is the router's.
 */
export function followLink(href: string, push: (href: string) => void): void {
  const link = document.createElement('a')
  link.href = href
  link.addEventListener('click', (event) => {
    event.preventDefault()
    push(href)
  })
  document.body.append(link)
  link.click()
  link.remove()
}
