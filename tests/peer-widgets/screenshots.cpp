// Makes pictures of the window in every state, for people to look at:
//   screenshots FOLDER [START]
// writes PLACE-STATE-VARIANT.png into FOLDER, of the scenes whose names begin with START, or of
// all; and window.png, the picture of the README.

#include "peer-gui/widgets/theme.h"
#include "tests/peer-widgets/stage.h"

#include <QApplication>
#include <QDir>
#include <QTranslator>

#include <algorithm>
#include <cstdio>

namespace {

using namespace ft::scenes;
using ft::widgets::Theme;

/// Stands in for a language with long words: every text grows by a third.
class LongWords final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *,
                                    const char *text,
                                    const char *,
                                    int) const override
    {
        const QString original = QString::fromUtf8(text);
        return original % QString{original.size() / 3 + 1, u'ö'};
    }
};

/// What the command line asks for.
struct Wanted
{
    QDir folder;
    QString start; ///< of the names of the scenes
};

void shootAll(const Wanted &wanted, const QString &variant)
{
    for (const Scene &scene : allScenes()) {
        const auto name = QString::fromLatin1(scene.name);
        if (!name.startsWith(wanted.start))
            continue;
        Stage stage;
        scene.play(stage);
        stage.window->go(scene.place);
        stage.shoot(wanted.folder.filePath(name % u'-' % variant % u".png"));
    }
}

void shootForReadme(const QDir &folder)
{
    const auto scenes = allScenes();
    const auto rows = std::find_if(scenes.begin(), scenes.end(), [](const Scene &scene) {
        return QString::fromLatin1(scene.name) == u"transfers-rows";
    });
    Stage stage;
    rows->play(stage);
    stage.window->go(rows->place);
    stage.window->resize(1180, 610);
    stage.shoot(folder.filePath(QStringLiteral("window.png")));
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app{argc, argv};
    QApplication::setStyle(QStringLiteral("Fusion"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2 || arguments.size() > 3) {
        std::fputs("usage: screenshots FOLDER [START]\n", stderr);
        return 2;
    }
    const Wanted wanted{QDir{arguments.at(1)}, arguments.value(2)};
    if (!wanted.folder.mkpath(QStringLiteral("."))) {
        std::fprintf(stderr, "cannot make the folder %s\n", qPrintable(wanted.folder.path()));
        return 1;
    }
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    const QPalette light = Theme::paletteOf(Theme::Kind::Light);
    QApplication::setPalette(light);
    shootAll(wanted, QStringLiteral("light"));
    if (wanted.start.isEmpty())
        shootForReadme(wanted.folder);
    QApplication::setPalette(Theme::paletteOf(Theme::Kind::Dark));
    shootAll(wanted, QStringLiteral("dark"));

    QApplication::setPalette(light);
    QLocale::setDefault(QLocale{QLocale::German});
    LongWords longWords;
    QCoreApplication::installTranslator(&longWords);
    shootAll(wanted, QStringLiteral("long"));
    return 0;
}
