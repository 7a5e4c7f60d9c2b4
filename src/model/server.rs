//! Web servers that the site can be published with.

/// A web server, or a host that has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    /// nginx.
    Nginx,
    /// Apache's httpd.
    Apache,
    /// Caddy.
    Caddy,
    /// Internet Information Services.
    Iis,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
    /// Azure Static Web Apps.
    Azure,
}

impl Server {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Nginx,
        Self::Apache,
        Self::Caddy,
        Self::Iis,
        Self::Netlify,
        Self::Cloudflare,
        Self::Azure,
    ];
    /// Their words, in the same order.
    pub const WORDS: [&'static str; 7] = [
        "nginx",
        "apache",
        "caddy",
        "iis",
        "netlify",
        "cloudflare",
        "azure",
    ];

    /// The server that a word means.
    pub fn parse(word: &str) -> Option<Self> {
        let words = Self::WORDS.into_iter().zip(Self::ALL);
        words
            .into_iter()
            .find(|(known, _)| *known == word)
            .map(|(_, server)| server)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        let words = Self::WORDS.into_iter().zip(Self::ALL);
        let mut words = words.into_iter();
        words
            .find(|(_, server)| *server == self)
            .map_or("", |(word, _)| word)
    }

    /// Whether it looks for its files only among those that are published.
    pub fn looks_in_output(self) -> bool {
        matches!(self, Self::Netlify | Self::Cloudflare | Self::Azure)
    }
}
