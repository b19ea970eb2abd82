// A chosen venue proposes its time zone, unless somebody chose one by hand.
for (const venue of document.querySelectorAll('select[name="venue"]')) {
  const zone = venue.form.elements.timezone;
  let proposed = zone.value === "";
  zone.addEventListener("change", () => { proposed = zone.value === ""; });
  venue.addEventListener("change", () => {
    const offered = venue.selectedOptions[0].dataset.timezone;
    if (proposed && offered) zone.value = offered;
  });
}
