//! What web servers are told, and that nginx, Apache and Caddy do it: each is started on this machine where
//! it is installed.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Program, is_missing};

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
const PAGE: &str = "/exempelregionen/halsocentralen-exempelvik/";
const OLD: &str = "/exempelregionen/gamla-halsocentralen/";
/// What servers may take to start.
const DEADLINE: Duration = Duration::from_secs(60);

/// A site with a former name, built for a server.
fn built(server: &str) -> Program {
    let program = Program::init();
    let text = program.read(UNIT);
    program.write(
        UNIT,
        &format!("former_names = [\"gamla-halsocentralen\"]\n{text}"),
    );
    program.replace("content/site.toml", "theme ", "hsts = true\ntheme ");
    program.run(&["build", "--server", server]).exits(0);
    program
}

fn redirects(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn every_server_gets_its_files_where_it_looks() {
    let expected = json!([
        { "from": format!("/en{OLD}"), "to": format!("/en{PAGE}"), "status": 301 },
        { "from": OLD, "to": PAGE, "status": 301 },
    ]);
    let beside = [
        ("nginx", "nginx.conf"),
        ("apache", "apache.conf"),
        ("caddy", "Caddyfile"),
        ("iis", "web.config"),
    ];
    for (server, file) in beside {
        let program = built(server);
        assert_eq!(
            redirects(&program.read("output-server/redirects.json")),
            expected
        );
        assert!(
            program
                .read(&format!("output-server/{file}"))
                .contains(OLD.trim_matches('/'))
        );
        assert!(!program.path("output/redirects.json").exists());
        // What is missing is made again, though nothing else is new.
        std::fs::remove_dir_all(program.path("output-server")).expect("removed");
        program.run(&["build", "--server", server]).exits(0);
        assert!(program.path(&format!("output-server/{file}")).exists());
    }
    let inside = [
        ("netlify", "_redirects"),
        ("cloudflare", "_headers"),
        ("azure", "staticwebapp.config.json"),
    ];
    for (server, file) in inside {
        let program = built(server);
        assert_eq!(redirects(&program.read("output/redirects.json")), expected);
        assert!(program.path(&format!("output/{file}")).exists());
        assert!(!program.path("output-server").exists());
        // Another server's files do not stay.
        program.run(&["build", "--server", "nginx"]).exits(0);
        assert!(!program.path(&format!("output/{file}")).exists());
    }
}

#[test]
fn the_site_may_name_its_server() {
    let program = Program::init();
    program.replace("content/site.toml", "theme ", "server = \"iis\"\ntheme ");
    program.run(&["build"]).exits(0);
    let config = program.read("output-server/web.config");
    roxmltree::Document::parse(&config).expect("sound XML");
    assert!(
        !config.contains("Strict-Transport-Security"),
        "nobody asked"
    );
    program.replace("content/site.toml", "\"iis\"", "\"isi\"");
    program.run(&["build"]).exits(1);
    let ran = program.run(&["build", "--server", "isi"]).exits(2);
    assert!(
        ran.err.contains("nginx") && ran.err.contains("azure"),
        "{}",
        ran.err
    );
}

#[test]
fn hosts_are_told_of_redirects_headers_and_types() {
    let program = built("netlify");
    let text = program.read("output/_redirects");
    assert!(text.contains(&format!("{OLD} {PAGE} 301!\n")), "{text}");
    assert!(
        text.contains("/en/* /en/404.html 404\n/* /404.html 404\n"),
        "{text}"
    );
    let headers = program.read("output/_headers");
    for part in [
        "immutable",
        "text/vcard",
        "Content-Security-Policy",
        "Strict-Transport-Security: max-age=",
    ] {
        assert!(headers.contains(part), "{headers}");
    }
    let program = built("azure");
    let config: Value =
        serde_json::from_str(&program.read("output/staticwebapp.config.json")).expect("JSON");
    let routes = config["routes"].as_array().expect("routes");
    assert!(routes.contains(&json!({ "route": OLD, "redirect": PAGE, "statusCode": 301 })));
    assert_eq!(
        config["mimeTypes"][".atom"],
        "application/atom+xml; charset=utf-8"
    );
    assert_eq!(config["responseOverrides"]["404"]["rewrite"], "/404.html");
}

/// A server that was started, and is ended with this value.
struct Running {
    child: Child,
    port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: its status, its headers by lower-case name, and its body.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Running {
    /// Starts a program in a folder, and waits until it answers.
    fn start(mut command: Command, port: u16) -> Self {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut running = Self { child, port };
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = running.child.try_wait().expect("it can be asked");
            assert!(ended.is_none(), "{command:?} ended: {ended:?}");
            assert!(begun.elapsed() < DEADLINE, "{command:?} does not listen");
            sleep(Duration::from_millis(20));
        }
        running
    }

    fn get(&self, path: &str) -> Answer {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("it listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a limit");
        let port = self.port;
        let request = format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        stream
            .write_all(request.as_bytes())
            .expect("it takes a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let headers = lines.filter_map(|line| line.split_once(':'));
        Answer {
            status: status
                .and_then(|status| status.parse().ok())
                .expect("a status"),
            headers: headers
                .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Holds a server to what it was told.
fn holds(server: &Running, program: &Program) {
    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("cache-control"), "no-cache");
    assert_eq!(home.header("x-content-type-options"), "nosniff");
    assert_eq!(home.header("strict-transport-security"), "max-age=31536000");
    // Lists sort by what is near, once a visitor allows it.
    assert!(
        home.header("permissions-policy")
            .contains("geolocation=(self)")
    );
    assert!(
        home.header("content-security-policy")
            .starts_with("default-src 'self'")
    );
    let moved = server.get(OLD);
    assert_eq!(moved.status, 301);
    assert!(
        moved.header("location").ends_with(PAGE),
        "{}",
        moved.header("location")
    );
    let moved = server.get(&format!("/en{OLD}"));
    assert!(moved.header("location").ends_with(&format!("/en{PAGE}")));
    for (path, language) in [
        ("/finns-inte/", "sv"),
        ("/finns-inte.vcf", "sv"),
        ("/en/finns-inte/", "en"),
        ("/en/finns-inte.vcf", "en"),
        ("/en/exempelregionen/finns-inte.csv", "en"),
    ] {
        let missing = server.get(path);
        assert_eq!(missing.status, 404, "{path}");
        assert!(
            missing.body.contains(&format!("lang=\"{language}\"")),
            "{path}: {}",
            missing.body
        );
    }
    for hidden in [
        "/.basutbud/",
        "/.basutbud/manifest",
        "/exempelregionen/.env",
    ] {
        assert_eq!(server.get(hidden).status, 404, "{hidden}");
    }
    for (path, kind) in [
        ("/exempelregionen/feed.atom", "application/atom+xml"),
        ("/units.csv", "text/csv"),
        (
            &*format!("{PAGE}halsocentralen-exempelvik.vcf"),
            "text/vcard",
        ),
    ] {
        let file = server.get(path);
        assert_eq!(file.status, 200, "{path}");
        assert!(
            file.header("content-type").starts_with(kind),
            "{path}: {}",
            file.header("content-type")
        );
        assert_eq!(file.header("x-content-type-options"), "nosniff", "{path}");
    }
    let asset = home
        .body
        .split("/assets/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let asset = asset.expect("an asset").trim_end_matches('>').to_owned();
    assert!(
        program.path(&format!("output/assets/{asset}")).exists(),
        "{asset}"
    );
    let asset = server.get(&format!("/assets/{asset}"));
    assert_eq!(asset.status, 200);
    assert!(asset.header("cache-control").contains("immutable"));
    assert_eq!(asset.header("x-content-type-options"), "nosniff");
}

/// The place of a program, where it is installed.
fn installed(name: &str) -> Option<String> {
    let folders = ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin"];
    if is_missing(name, &folders) {
        return None;
    }
    let mut places = folders.into_iter().map(|folder| format!("{folder}/{name}"));
    places.find(|place| Path::new(place).exists())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Every address that the example has, and every one that it had.
fn serves_all(server: &Running, program: &Program) {
    let output = program.path("output");
    let mut addresses = 0;
    let files = walkdir::WalkDir::new(&output)
        .into_iter()
        .filter_map(Result::ok);
    for file in files.filter(|file| file.file_type().is_file()) {
        let path = file.path().strip_prefix(&output).expect("it lies below");
        let path = path.to_str().expect("addresses are ASCII");
        if path.starts_with(".basutbud/") {
            continue;
        }
        let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        // A page that leads on from a former address is asked for below.
        let bytes = std::fs::read(file.path()).expect("it can be read");
        let answer = server.get(&address);
        if answer.status == 301 {
            continue;
        }
        assert_eq!(answer.status, 200, "{address}");
        assert_eq!(answer.body, String::from_utf8_lossy(&bytes), "{address}");
        addresses += 1;
    }
    assert!(addresses > 400, "{addresses} addresses");
    let moved = redirects(&program.read("output-server/redirects.json"));
    let moved = moved.as_array().expect("a list");
    assert!(moved.len() > 3);
    for redirect in moved {
        let (from, to) = (&redirect["from"], &redirect["to"]);
        let answer = server.get(from.as_str().expect("a path"));
        assert_eq!(answer.status, 301, "{from}");
        let to = to.as_str().expect("a path");
        assert!(answer.header("location").ends_with(to), "{from}");
        assert_eq!(server.get(to).status, 200, "{to}");
    }
}

#[test]
fn every_address_of_the_example_is_served_by_each_server() {
    let program = Program::copy_of(".");
    let servers = [
        ("nginx", nginx as fn(&Program) -> Option<Running>),
        ("apache", apache),
        ("caddy", caddy),
    ];
    for (name, start) in servers {
        program.run(&["build", "--server", name]).exits(0);
        if let Some(server) = start(&program) {
            serves_all(&server, &program);
        }
    }
}

#[test]
fn nginx_does_as_it_is_told() {
    let program = built("nginx");
    if let Some(server) = nginx(&program) {
        holds(&server, &program);
    }
}

/// Starts nginx with what a build wrote.
fn nginx(program: &Program) -> Option<Running> {
    let nginx = installed("nginx")?;
    let port = free_port();
    let place = program.path("").display().to_string();
    let place = place.trim_end_matches('/');
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = temporary
        .map(|name| format!("{name}_temp_path {place}/tmp;\n"))
        .concat();
    program.write(
        "main.conf",
        &format!(
            "daemon off;\nmaster_process off;\npid {place}/pid;\nerror_log {place}/log;\nevents {{}}\n\
             http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}\
             server {{\nlisten 127.0.0.1:{port};\nroot {place}/output;\ninclude {place}/output-server/nginx.conf;\n}}\n}}\n"
        ),
    );
    let mut command = Command::new(nginx);
    command
        .arg("-e")
        .arg(program.path("log"))
        .arg("-c")
        .arg(program.path("main.conf"));
    Some(Running::start(command, port))
}

#[test]
fn apache_does_as_it_is_told() {
    let program = built("apache");
    if let Some(server) = apache(&program) {
        holds(&server, &program);
    }
}

/// Starts Apache with what a build wrote.
fn apache(program: &Program) -> Option<Running> {
    let apache = installed("apache2")?;
    let port = free_port();
    let place = program.path("").display().to_string();
    let place = place.trim_end_matches('/');
    let modules = ["mpm_event", "authz_core", "alias", "dir", "headers", "mime"];
    let modules = modules
        .map(|name| format!("LoadModule {name}_module modules/mod_{name}.so\n"))
        .concat();
    program.write(
        "main.conf",
        &format!(
            "ServerRoot /usr/lib/apache2\nServerName localhost\nUser nobody\nGroup nogroup\nListen 127.0.0.1:{port}\n\
             PidFile {place}/pid\nErrorLog {place}/log\nMutex file:{place} default\n{modules}TypesConfig /etc/mime.types\n\
             <Directory {place}/output>\nRequire all granted\n</Directory>\n\
             <VirtualHost *:{port}>\nDocumentRoot {place}/output\nInclude {place}/output-server/apache.conf\n</VirtualHost>\n"
        ),
    );
    // The server gives up its rights, and must still be let in.
    open_to_all(program);
    let mut command = Command::new(apache);
    command
        .arg("-f")
        .arg(program.path("main.conf"))
        .arg("-DFOREGROUND");
    Some(Running::start(command, port))
}

/// Lets everybody into the folder of a site.
fn open_to_all(program: &Program) {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(program.path(""), permissions).expect("permissions");
}

#[test]
fn caddy_does_as_it_is_told() {
    let program = built("caddy");
    if let Some(server) = caddy(&program) {
        holds(&server, &program);
    }
}

/// Starts Caddy with what a build wrote.
fn caddy(program: &Program) -> Option<Running> {
    let caddy = installed("caddy")?;
    let port = free_port();
    let place = program.path("").display().to_string();
    let place = place.trim_end_matches('/');
    program.write(
        "main.caddy",
        &format!(
            "{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n\troot * {place}/output\n\timport {place}/output-server/Caddyfile\n}}\n"
        ),
    );
    let mut command = Command::new(caddy);
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(program.path("main.caddy"))
        .env("HOME", place)
        .env("XDG_DATA_HOME", place)
        .env("XDG_CONFIG_HOME", place);
    Some(Running::start(command, port))
}
