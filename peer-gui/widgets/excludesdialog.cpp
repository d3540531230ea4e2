#include "peer-gui/widgets/excludesdialog.h"

#include "peer-gui/widgets/plainlabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>

namespace ft::widgets {

namespace {

constexpr int TypingRest = 200; // milliseconds
constexpr std::uint64_t Megabyte = 1'000'000;
constexpr int MostMegabytes = 100'000'000;
constexpr int DefaultMegabytes = 4'000;
constexpr int PatternLines = 7;
constexpr int WidthInCharacters = 72;

QStringList patternsIn(const QString &text)
{
    QStringList patterns;
    for (const QString &line : text.split(u'\n')) {
        if (const QString pattern = line.trimmed(); !pattern.isEmpty())
            patterns.append(pattern);
    }
    return patterns;
}

QLabel *explanation(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel{text, parent};
    label->setWordWrap(true);
    return label;
}

} // namespace

ExcludesDialog::ExcludesDialog(const Filter &filter, Preview preview, QWidget *parent)
    : QDialog(parent)
    , m_preview(std::move(preview))
    , m_patterns(new QPlainTextEdit{filter.excluded.join(u'\n'), this})
    , m_defaults(new QCheckBox{tr("Leave out what &programs leave behind"), this})
    , m_hidden(new QCheckBox{tr("Leave out &hidden files and folders"), this})
    , m_limits(new QCheckBox{tr("Leave out files &larger than"), this})
    , m_size(new QSpinBox{this})
    , m_told(explanation({}, this))
{
    setWindowTitle(tr("What to leave out"));
    m_defaults->setChecked(filter.hasDefaults);
    m_hidden->setChecked(!filter.takesHidden);
    m_limits->setChecked(filter.maxSize > 0);
    m_size->setRange(1, MostMegabytes);
    m_size->setGroupSeparatorShown(true);
    m_size->setSuffix(tr(" MB", "unit behind a number"));
    m_size->setValue(filter.maxSize > 0 ? static_cast<int>(filter.maxSize / Megabyte)
                                        : DefaultMegabytes);
    m_size->setAccessibleName(tr("Largest size that is shared, in megabytes"));
    m_size->setEnabled(m_limits->isChecked());
    setupLayout();

    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(TypingRest);
    connect(&m_askSoon, &QTimer::timeout, this, &ExcludesDialog::ask);
    const auto later = [this] {
        m_askSoon.start();
    };
    connect(m_patterns, &QPlainTextEdit::textChanged, this, later);
    connect(m_limits, &QCheckBox::toggled, m_size, &QWidget::setEnabled);
    connect(m_size, &QSpinBox::valueChanged, this, later);
    for (QCheckBox *box : {m_defaults, m_hidden, m_limits})
        connect(box, &QCheckBox::toggled, this, later);
    ask();
}

void ExcludesDialog::setupLayout()
{
    m_patterns->setAccessibleName(tr("Patterns, one a line"));
    m_patterns->setTabChangesFocus(true);
    m_patterns->setPlaceholderText(tr("*.log\nbackup/\n/private/letters"));
    const int line = m_patterns->fontMetrics().lineSpacing();
    m_patterns->setMinimumHeight(PatternLines * line);
    m_patterns->setMinimumWidth(WidthInCharacters * m_patterns->fontMetrics().averageCharWidth());
    auto *title = new PlainLabel{tr("These files and folders are not shared, one pattern a line:"),
                                 this};
    title->setBuddy(m_patterns);
    m_defaults->setToolTip(engine::ShareFilter::defaultPatterns().join(u'\n'));
    auto *sizes = new QHBoxLayout;
    sizes->addWidget(m_limits);
    sizes->addWidget(m_size);
    sizes->addStretch(1);

    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this};
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Apply"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { emit chosen(filter()); });

    auto *layout = new QVBoxLayout{this};
    layout->addWidget(title);
    layout->addWidget(m_patterns, 1);
    layout->addWidget(
        explanation(tr("* stands for any characters, ? for one. A / at the end means folders "
                       "alone, a / before it a place in a share folder. What a folder holds is "
                       "left out with it."),
                    this));
    layout->addSpacing(layout->spacing());
    layout->addWidget(m_defaults);
    auto *defaults = explanation(engine::ShareFilter::defaultPatterns().join(u"  "), this);
    defaults->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(defaults);
    layout->addWidget(m_hidden);
    layout->addLayout(sizes);
    layout->addSpacing(layout->spacing());
    layout->addWidget(m_told);
    layout->addWidget(buttons);
}

ExcludesDialog::Filter ExcludesDialog::filter() const
{
    return {patternsIn(m_patterns->toPlainText()),
            m_defaults->isChecked(),
            !m_hidden->isChecked(),
            m_limits->isChecked() ? static_cast<std::uint64_t>(m_size->value()) * Megabyte : 0};
}

QString ExcludesDialog::toldText() const
{
    return m_told->text();
}

void ExcludesDialog::ask()
{
    m_preview(filter(), [self = QPointer{this}](const models::FilterPreview &preview) {
        if (self)
            self->m_told->setText(models::describe(preview));
    });
}

} // namespace ft::widgets
