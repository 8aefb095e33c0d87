// Shows that there is something, in fixed words. Nothing comes along with the sign, so nothing leaks.
const words = "{% filter escapejs %}{% translate "Er is iets voor je" %}{% endfilter %}";
const page = "{% filter escapejs %}{% url "notices:mine" %}{% endfilter %}";
self.addEventListener("push", (event) => {
  event.waitUntil(self.registration.showNotification("Sleutelbos", { body: words, tag: "sleutelbos" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(page));
});
