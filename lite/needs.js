// Without a server, or without the browser's storage, JupyterLite's page stays empty. This says what is missing.
{
  const NO_SERVER = "A chapter cannot run from a file: it needs a server. In the project's folder, make serve starts one.";
  const NO_STORAGE =
    "A chapter cannot run here, because this browser blocks the storage of this site. " +
    "Allow the site to store data (cookies), and load the page again.";

  function missing() {
    if (location.protocol === "file:") return NO_SERVER;
    try {
      return localStorage ? "" : NO_STORAGE;
    } catch {
      return NO_STORAGE;
    }
  }

  const words = missing();
  if (words) {
    document.getElementById("jupyter-lite-main")?.remove(); // what JupyterLite would start with
    addEventListener("DOMContentLoaded", () => {
      const properties = { role: "alert", textContent: words };
      document.body.replaceChildren(Object.assign(document.createElement("p"), properties));
      document.body.style.cssText = "padding: 2rem; font: 1.1rem/1.5 system-ui, sans-serif";
    });
  }
}
