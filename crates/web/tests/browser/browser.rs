//! A headless Chromium, spoken to as a person would use a page: by labels, buttons and links.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::prelude::*;

/// How long what a test waits for may take to come. Long, for a busy machine; nothing is timed by it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between one look at the page and the next.
const GLANCE: Duration = Duration::from_millis(20);

/// Where Debian and others put the browser and its driver.
const DRIVERS: [&str; 3] = [
    "chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
];

/// A browser with a profile of its own. Everything ends when it is dropped.
pub struct Browser {
    pub driver: WebDriver,
    /// Whether scripts of pages run.
    pub scripts: bool,
    // In this order: first the driver ends (and its browser with it), then the profile is removed.
    _chromedriver: Chromedriver,
    _profile: TempDir,
}

/// The driver's process, which ends its browsers when it ends.
struct Chromedriver {
    process: Child,
    port: u16,
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Asked first, so that it takes its browser along.
        if let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let _ = write!(
                stream,
                "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            );
            let _ = std::io::Read::read(&mut stream, &mut [0; 256]);
        }
        for _ in 0..50 {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Chromedriver {
    /// Starts one at a free port, which it prints. `None` when there is none on this machine.
    fn start() -> Option<Self> {
        for name in DRIVERS {
            let Ok(mut process) = Command::new(name)
                .arg("--port=0")
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
            else {
                continue;
            };
            let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
            let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            });
            // What it prints later must go somewhere, or it would stop at a full pipe.
            std::thread::spawn(move || lines.for_each(drop));
            let port = port.expect("chromedriver says at which port it listens");
            return Some(Self { process, port });
        }
        None
    }
}

/// Says why a test was skipped, past the capture of the test's output: `./test` counts these lines.
fn skipped(why: &str) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a browser test").to_owned();
    let _ = writeln!(std::io::stderr(), "\nskipped: browser test {name}: {why}");
}

impl Browser {
    /// Starts a browser, with the scripts of pages on or off. `None`, and a line that says why, where there
    /// is no browser.
    pub async fn start(scripts: bool) -> Option<Self> {
        let Some(chromedriver) = Chromedriver::start() else {
            skipped("chromedriver is not installed (apt-get install chromium chromium-driver)");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut wished = DesiredCapabilities::chrome();
        let own = format!("--user-data-dir={}", profile.path().display());
        for argument in [
            "--headless=new",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
            "--no-proxy-server",
            "--window-size=1280,900",
            "--lang=en",
            own.as_str(),
        ] {
            wished.add_arg(argument).unwrap();
        }
        if is_root() {
            // Chromium's own sandbox refuses to start for root.
            wished.add_arg("--no-sandbox").unwrap();
        }
        let mut settings = serde_json::Map::from_iter([(
            "intl.accept_languages".to_owned(),
            "en".to_owned().into(),
        )]);
        if !scripts {
            settings.insert(
                "profile.managed_default_content_settings.javascript".to_owned(),
                2.into(),
            );
        }
        wished
            .add_experimental_option("prefs", serde_json::Value::Object(settings))
            .unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", chromedriver.port), wished)
            .await
            .expect("Chromium starts");
        Some(Self {
            driver,
            scripts,
            _chromedriver: chromedriver,
            _profile: profile,
        })
    }

    /// Opens an address.
    pub async fn goto(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
    }

    /// Goes back, as with the browser's button.
    pub async fn back(&self) {
        self.driver.back().await.unwrap();
    }

    /// Loads the page once more.
    pub async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// The path and query shown in the address bar.
    pub async fn address(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        }
    }

    /// All text that is to be seen on the page. One that is just being replaced by the next is asked again.
    pub async fn text(&self) -> String {
        let begun = Instant::now();
        loop {
            match self.one(By::Tag("body")).await.text().await {
                Ok(text) => return text,
                Err(error) if begun.elapsed() > PATIENCE => panic!("the page has no text: {error}"),
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    }

    /// The heading of the page.
    pub async fn heading(&self) -> String {
        self.one(By::Tag("h1")).await.text().await.unwrap()
    }

    /// Fails with the whole page when a text is not on it, nor comes within [`PATIENCE`].
    #[track_caller]
    pub fn shows(&self, text: &str) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move {
            let begun = Instant::now();
            loop {
                let shown = self.text().await;
                if shown.contains(text) {
                    return;
                }
                assert!(
                    begun.elapsed() <= PATIENCE,
                    "{at}: “{text}” is not on {}:\n{shown}",
                    self.address().await
                );
                tokio::time::sleep(GLANCE).await;
            }
        }
    }

    /// Fails when a text is on the page.
    #[track_caller]
    pub fn hides(&self, text: &str) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move {
            let shown = self.text().await;
            assert!(!shown.contains(text), "{at}: “{text}” is on\n{shown}");
        }
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> WebElement {
        let label = self
            .one(By::XPath(format!(
                "//main//label[normalize-space(.)={0}] | //label[normalize-space(.)={0}]",
                quoted(label)
            )))
            .await;
        match label.attr("for").await.unwrap() {
            Some(id) => self.one(By::Id(id)).await,
            None => label
                .find(By::Css("input, textarea, select"))
                .await
                .unwrap(),
        }
    }

    /// Empties the field with this label and types.
    pub async fn type_into(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Empties the field of this name and types: for rows, whose labels repeat.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.named(name).await;
        if field.tag_name().await.unwrap() == "select" {
            let option = By::Css(format!("option[value='{text}']"));
            field.find(option).await.unwrap().click().await.unwrap();
            return;
        }
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// The field of this name.
    pub async fn named(&self, name: &str) -> WebElement {
        self.one(By::Css(format!("main [name='{name}']"))).await
    }

    /// What stands in the field of this name.
    pub async fn filled(&self, name: &str) -> String {
        let value = self.named(name).await.value().await.unwrap();
        value.unwrap_or_default()
    }

    /// Opens what is folded under these words.
    pub async fn unfold(&self, words: &str) {
        let words = quoted(words);
        let summary = By::XPath(format!(
            "//summary[starts-with(normalize-space(.), {words})]"
        ));
        let summary = self.one(summary).await;
        let details = summary.find(By::XPath("..")).await.unwrap();
        if details.attr("open").await.unwrap().is_none() {
            summary.click().await.unwrap();
        }
    }

    /// Where the browser puts what it downloads from now on.
    pub async fn downloads_to(&self, folder: &std::path::Path) {
        let wished = serde_json::json!({"behavior": "allow", "downloadPath": folder});
        let cdp = self.driver.cdp();
        cdp.send_raw("Browser.setDownloadBehavior", wished)
            .await
            .unwrap();
    }

    /// What stands in the field with this label.
    pub async fn typed(&self, label: &str) -> String {
        self.field(label)
            .await
            .value()
            .await
            .unwrap()
            .unwrap_or_default()
    }

    /// Chooses the option with this text in the list with this label.
    pub async fn choose(&self, label: &str, option: &str) {
        let list = self.field(label).await;
        let wished = By::XPath(format!(".//option[normalize-space(.)={}]", quoted(option)));
        list.find(wished).await.unwrap().click().await.unwrap();
    }

    /// Ticks or unticks the box, or takes the choice, with this label.
    pub async fn tick(&self, label: &str) {
        self.field(label).await.click().await.unwrap();
    }

    /// Presses the button with this text. Not the one that stands unseen at the head of a form, for the Enter key.
    pub async fn press(&self, button: &str) {
        let button = By::XPath(format!(
            "//button[normalize-space(.)={} and not(@tabindex='-1')]",
            quoted(button)
        ));
        self.click(&self.one(button).await).await;
    }

    /// Follows the link with this text.
    pub async fn follow(&self, link: &str) {
        let link = By::XPath(format!("//a[normalize-space(.)={}]", quoted(link)));
        self.click(&self.one(link).await).await;
    }

    /// Clicks, and waits until the page has gone, for what is clicked here leads on. What only opens or marks
    /// something on the page is clicked by itself: `browser.one(…).await.click()`.
    pub async fn click(&self, element: &WebElement) {
        let page = self.driver.find(By::Tag("html")).await.unwrap();
        element.click().await.unwrap();
        let begun = Instant::now();
        while page.tag_name().await.is_ok() {
            if begun.elapsed() > PATIENCE / 2 {
                // It led to the same page, or is slow: what comes next will tell.
                return;
            }
            tokio::time::sleep(GLANCE).await;
        }
        while self.driver.find(By::Tag("footer")).await.is_err() && begun.elapsed() < PATIENCE {
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until this element has the focus: a script of the page gives it.
    pub async fn has_the_focus(&self, element: &WebElement) {
        let begun = Instant::now();
        loop {
            let active = self.driver.active_element().await;
            if active.is_ok_and(|active| active == *element) {
                return;
            }
            assert!(
                begun.elapsed() <= PATIENCE,
                "it does not get the focus: {element:?}"
            );
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the page stays the same for a while: after what may lead on more than once.
    pub async fn settle(&self) {
        let begun = Instant::now();
        let mut still = Instant::now();
        let mut page = self.driver.find(By::Tag("footer")).await.ok();
        while still.elapsed() < Duration::from_millis(400) && begun.elapsed() < PATIENCE {
            tokio::time::sleep(GLANCE).await;
            let stays = match &page {
                Some(footer) => footer.tag_name().await.is_ok(),
                None => false,
            };
            if !stays {
                page = self.driver.find(By::Tag("footer")).await.ok();
                still = Instant::now();
            }
        }
    }

    /// Sets the size of the page in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.driver
            .set_window_rect(0, 0, width, height)
            .await
            .unwrap();
    }

    /// The first element that is displayed, or the first one. It is waited for: after a click the page may be the
    /// one before, or the next one half read. Fails with the whole page when none comes within [`PATIENCE`].
    pub async fn one(&self, by: By) -> WebElement {
        let begun = Instant::now();
        loop {
            if let Some(element) = self.at_hand(by.clone()).await {
                return element;
            }
            if begun.elapsed() > PATIENCE {
                let shown = match self.driver.find(By::Tag("body")).await {
                    Ok(body) => body.text().await,
                    Err(error) => Err(error),
                };
                panic!("no {by:?} on {}:\n{shown:?}", self.address().await)
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The first element that is displayed now, or the first one. `None` also where the page went away meanwhile.
    async fn at_hand(&self, by: By) -> Option<WebElement> {
        let all = self.driver.find_all(by).await.ok()?;
        for element in &all {
            if element.is_displayed().await.ok()? {
                return Some(element.clone());
            }
        }
        all.into_iter().next()
    }
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|said| said.stdout.starts_with(b"0\n"))
}

/// A text in an XPath expression, which has no escapes.
fn quoted(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    format!("concat({})", parts.join(", '\"', "))
}

/// A page with one field of each kind.
const FIELDS: &str = "data:text/html,<body><p id='p'>off</p><label for='a'>Name</label><input id='a' value='x'>\
    <label>Long <textarea></textarea></label><label for='c'>List</label><select id='c'><option>One<option>Two</select>\
    <label for='d'>Box</label><input type='checkbox' id='d'><p>Say %22it%22</p>\
    <button>Say %22it%22</button><script>document.getElementById('p').textContent='on'</script>";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_used_as_a_person_would_and_scripts_are_off_where_they_are_said_to_be() {
    for scripts in [true, false] {
        let Some(browser) = Browser::start(scripts).await else {
            return;
        };
        assert_eq!(browser.scripts, scripts);
        browser.goto(FIELDS).await;
        assert!(
            browser
                .text()
                .await
                .starts_with(if scripts { "on" } else { "off" })
        );
        browser.type_into("Name", "Әлия").await;
        assert_eq!(browser.typed("Name").await, "Әлия");
        browser.type_into("Long", "two\nlines").await;
        assert_eq!(browser.typed("Long").await, "two\nlines");
        browser.choose("List", "Two").await;
        assert_eq!(browser.typed("List").await, "Two");
        browser.tick("Box").await;
        assert!(browser.field("Box").await.is_selected().await.unwrap());
        let button = By::XPath(format!("//button[.={}]", quoted("Say \"it\"")));
        browser.one(button).await.click().await.unwrap();
        browser.reload().await;
        assert!(!browser.field("Box").await.is_selected().await.unwrap());
        browser.resize(400, 600).await;
    }
}
