// Registers the service worker and carries two words between it and the page, which has the buttons:
// `meipi:update` on window, and data-update on the root, say that a new build waits (the root is for a page that
// starts later than the news); `meipi:update-agreed` from the page says that the reader agrees.
if ("serviceWorker" in navigator) {
  const container = navigator.serviceWorker;
  const controlled = Boolean(container.controller);
  let agreed = false;
  const announce = () => {
    document.documentElement.dataset.update = "waiting";
    dispatchEvent(new Event("meipi:update"));
  };
  container.addEventListener("controllerchange", () => {
    // Here the reader agreed, so the page may go; in another tab he did not, so this one asks him.
    if (agreed) location.reload();
    else if (controlled) announce();
  });
  container.register("sw.js").then((registration) => {
    const watch = (worker) => worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && container.controller) announce();
    });
    if (registration.waiting && container.controller) announce();
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
    addEventListener("meipi:update-agreed", () => {
      agreed = true;
      if (registration.waiting) registration.waiting.postMessage("activate");
      else location.reload();
    });
  }, () => {
    // Where it may not be registered the page works all the same, with the network.
  });
}
