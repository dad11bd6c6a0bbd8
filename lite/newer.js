// A chapter that was saved in this browser hides the one that the site ships. If the site's chapter has changed
// since, a notice says so, and its button opens the new one beside the copy.
{
  const path = new URLSearchParams(location.search).get("path") ?? "";
  const stem = path.replace(/\.ipynb$/, "");

  /** @type {(name: string) => string} */
  const address = (name) => `${location.pathname}?path=${encodeURIComponent(name)}`;

  /** @type {(n: number) => string} */
  const copyName = (n) => `${stem} (my copy${n > 1 ? ` ${n}` : ""}).ipynb`;

  // The same address as JupyterLite's own, so that both get the same answer.
  async function shipped() {
    const response = await fetch(`../files/${encodeURIComponent(path)}`);
    return response.ok ? response.json() : undefined;
  }

  async function copies(contents) {
    const names = new Set((await contents.get("")).content.map(({ name }) => name));
    const found = [];
    while (names.has(copyName(found.length + 1))) found.push(copyName(found.length + 1));
    return found;
  }

  function notify(app, message, actions) {
    const options = { autoClose: false, actions };
    return app.commands.execute("apputils:notify", { message, type: "info", options });
  }

  async function openTheNewOne(app) {
    const { contents } = app.serviceManager;
    await app.shell.currentWidget.context.ready; // a chapter that is still loading is never saved
    await app.commands.execute("docmanager:save");
    await contents.rename(path, copyName((await copies(contents)).length + 1));
    location.replace(address(path));
  }

  async function start(app) {
    const { contents } = app.serviceManager;
    await app.restored;
    const current = await shipped();
    if (!current) return;
    app.commands.addCommand("book:open-new", { execute: () => openTheNewOne(app) });
    app.commands.addCommand("book:open-copy", { execute: ({ name }) => location.assign(address(name)) });
    const shown = await contents.get(path, { content: true });
    if (shown.content.metadata.version !== current.metadata.version) {
      const message = "This chapter has changed since you began the copy that you see, which is saved in this browser.";
      await notify(app, message, [{ label: "Keep my copy, open the new chapter", commandId: "book:open-new" }]);
    }
    const kept = await copies(contents);
    if (kept.length) {
      const actions = kept.map((name) => ({ label: `Open ${name}`, commandId: "book:open-copy", args: { name } }));
      await notify(app, "Your own copy of this chapter is kept in this browser.", actions);
    }
  }

  // The app has a name only once it is running.
  const waiting = setInterval(() => {
    const { jupyterapp } = /** @type {any} */ (window);
    if (!jupyterapp) return;
    clearInterval(waiting);
    start(jupyterapp);
  }, 200);
}
